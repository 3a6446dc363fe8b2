import { expect } from "chai";
import { enhanceSettings } from "../../provider/enhance/settings";
import { hestiaSettings } from "../../provider/hestia/settings";
import { readPage } from "../support/docs";
import { ENVIRONMENT, settingsIn } from "../support/environment";

/** The keys in the tables of docs/configuration.md. */
const KNOWN = [...readPage("docs/configuration.md").matchAll(/^\| `((?:hestia|enhance):\w+)` \|/gm)].map(
  ([, key = ""]) => key,
);
const SECRETS = [hestiaSettings, enhanceSettings].flatMap(({ namespace, secrets }) =>
  secrets.map((key) => `${namespace}:${key}`),
);

/** The setting's key, wherever it stands: `hestia:apiUrl` of `hestia:connections.eu1.apiUrl`. */
const keyOf = (path: string): string => path.replace(/:connections\.\w+\./, ":");

describe(`the environment of Pulumi ESC in ${ENVIRONMENT}`, () => {
  const settings = settingsIn();

  it("has settings of both panels, for each connection", () => {
    expect(KNOWN.length).to.be.above(20);
    for (const start of ["hestia:connections.eu1.", "hestia:connections.us1.", "enhance:connections.large."])
      expect(settings.filter(({ path }) => path.startsWith(start)).length, start).to.be.above(3);
  });

  it("has only keys that docs/configuration.md has", () => {
    expect(settings.map(({ path }) => keyOf(path)).filter((key) => !KNOWN.includes(key))).to.deep.equal([]);
  });

  it("has every credential under fn::secret, and nothing else", () => {
    for (const { path, secret } of settings) expect(secret, path).to.equal(SECRETS.includes(keyOf(path)));
    expect(settings.filter(({ secret }) => secret)).to.have.length(3);
  });
});
