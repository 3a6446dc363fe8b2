// A dynamic provider as Pulumi's documentation shows it: an object of methods for what a resource goes through (create, a
// refresh, a rotated credential, delete), one call for each operation, sent to the engine by the closure serialiser; what
// the methods need comes as inputs.
const pulumi = require("@pulumi/pulumi");
const axios = require("axios");

const webAliasProvider = {
  async create(inputs) {
    const { url, accessKey, secretKey, account, webDomain, domain } = inputs;
    const body = { access_key: accessKey, secret_key: secretKey, cmd: "v-add-web-domain-alias" };
    await axios.post(url, new URLSearchParams({ ...body, arg1: account, arg2: webDomain, arg3: domain }));
    return { id: `${account}/${webDomain}/${domain}`, outs: inputs };
  },
  async read(id, props) {
    const { url, accessKey, secretKey, account, webDomain, domain } = props;
    const body = { access_key: accessKey, secret_key: secretKey, cmd: "v-list-web-domain" };
    const { data } = await axios.post(
      url,
      new URLSearchParams({ ...body, arg1: account, arg2: webDomain, arg3: "json" }),
    );
    return data[webDomain].ALIAS.split(",").includes(domain) ? { id, props } : {};
  },
  async diff(_id, olds, news) {
    const replaces = ["account", "webDomain", "domain"].filter(
      (property) => olds[property] !== news[property],
    );
    const changed = ["url", "accessKey", "secretKey"].some((property) => olds[property] !== news[property]);
    return { changes: changed || replaces.length > 0, replaces, deleteBeforeReplace: true };
  },
  async update(_id, _olds, news) {
    return { outs: news };
  },
  async delete(_id, { url, accessKey, secretKey, account, webDomain, domain }) {
    const body = { access_key: accessKey, secret_key: secretKey, cmd: "v-delete-web-domain-alias" };
    await axios.post(url, new URLSearchParams({ ...body, arg1: account, arg2: webDomain, arg3: domain }));
  },
};

class WebAlias extends pulumi.dynamic.Resource {
  constructor(name, args, opts) {
    super(webAliasProvider, name, args, opts);
  }
}

const config = new pulumi.Config("hestia");
const panel = {
  url: config.require("apiUrl"),
  accessKey: config.require("accessKey"),
  secretKey: config.requireSecret("secretKey"),
  account: config.require("account"),
  webDomain: config.require("webDomain"),
};

for (const { name, args } of require("./declared.json")) new WebAlias(name, { ...panel, ...args });
