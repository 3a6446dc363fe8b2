import * as pulumi from "@pulumi/pulumi";
import { enhance, hestia } from "pulumi-mapped-domains";

// The engine waits for a program that is an asynchronous function.
export = async () => {
  // Fails the run here, with what is wrong and what to do, before anything is declared.
  await hestia.assertConnection();
  await enhance.assertConnection();

  // The Output forms take outputs as options, such as a domain that another resource or stack makes.
  const domain = pulumi.output("network.example.com");
  const site = enhance.getWebsiteOutput({ domain });
  const mappings = enhance.listMappingsOutput({
    websiteId: site.websiteId,
    organizationId: site.organizationId,
  });
  const { addresses } = await hestia.getWebDomain();
  const aliases = await hestia.listAliases();

  return {
    hestiaAddresses: addresses,
    hestiaAliases: aliases,
    enhanceWebsite: site.websiteId,
    enhanceDomains: mappings.apply((all) => all.map(({ domain: name, kind }) => `${name} (${kind})`)),
  };
};
