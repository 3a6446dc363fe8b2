import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import type { HestiaPanel } from "../../../panels/hestia";
import { EXIT } from "../../../panels/hestia/exit";
import { cureFor, exitCode } from "../../../provider/hestia/api/exitCodes";
import {
  accountOf,
  clientOf,
  closePanels,
  errorOf,
  failureOf,
  N,
  S,
  startPanel,
  WAYS,
  type Way,
} from "./support";

const ROOT = path.join(__dirname, "../../..");
const HESTIA = "/usr/local/hestia";

/** The commands in a cure, each in backticks. */
const commandsIn = (cure: string): string[] => [...cure.matchAll(/`([^`]+)`/g)].map(([, one = ""]) => one);

/** The Hestia commands that texts may name: those of docs/panels/hestia.md#commands, and of its bin folder. */
const COMMANDS = new Set([
  "v-add-access-key",
  "v-add-sys-api-ip",
  "v-add-web-domain",
  "v-add-web-domain-alias",
  "v-change-domain-owner",
  "v-change-sys-api",
  "v-delete-web-domain-alias",
  "v-list-sys-config",
  "v-list-sys-info",
  "v-list-sys-ips",
  "v-list-users",
  "v-list-web-domain",
  "v-list-web-domains",
  "v-rebuild-web-domain",
  "v-restart-proxy",
  "v-restart-web",
  "v-unsuspend-user",
  "v-unsuspend-web-domain",
  "v-update-user-counters",
]);

function filesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|md)$/.test(file))
    .map((file) => path.join(ROOT, folder, file));
}

describe("field case 18: a cure for the real panel", () => {
  afterEach(closePanels);

  it("field case 18: names no command that Hestia does not have", () => {
    const unknown = [...filesIn("provider"), ...filesIn("docs"), path.join(ROOT, "README.md")].flatMap(
      (file) =>
        [...readFileSync(file, "utf8").matchAll(/(?<![\w-])v-[a-z]+(?:-[a-z]+)+/g)]
          .filter(([command]) => !COMMANDS.has(command))
          .map(([command]) => `${path.relative(ROOT, file)}: ${command}`),
    );
    expect(unknown).to.deep.equal([]);
  });

  describe("run on a panel's files", () => {
    let root: string;
    beforeEach(() => {
      root = mkdtempSync(path.join(tmpdir(), "hestia-"));
      const conf = (user: string, file: string, line: string) => {
        mkdirSync(path.join(root, "data/users", user), { recursive: true });
        writeFileSync(path.join(root, "data/users", user, file), `${line}\n`);
      };
      conf("tenant1", "web.conf", "DOMAIN='network.example.com' ALIAS='first.test,axb.test' SUSPENDED='no'");
      conf("tenant2", "web.conf", "DOMAIN='other.example.org' ALIAS='x.test,a.b.test,y.test' SUSPENDED='no'");
      conf("tenant3", "dns.conf", "DOMAIN='dns.test' IP='192.0.2.10'");
      conf("tenant4", "mail.conf", "DOMAIN='mail.test' ANTIVIRUS='no'");
    });
    afterEach(() => rmSync(root, { recursive: true }));

    /** Runs a cure's command there. @returns what it prints */
    const run = (command: string, env: NodeJS.ProcessEnv = process.env) =>
      execFileSync("bash", ["-c", `${command.replaceAll(HESTIA, root)} 2>/dev/null || true`], {
        env,
        encoding: "utf8",
      });

    for (const [words, owner] of [
      ["Error: Web alias a.b.test exists", "tenant2"],
      ["Error: Web domain other.example.org exists", "tenant2"],
      ["Error: DNS domain dns.test exists", "tenant3"],
      ["Error: Mail domain mail.test exists", "tenant4"],
      ["Error: Unable to add x.dns.test. dns.test belongs to a different user", "tenant3"],
      ["Error: Unable to add www.mail.test. mail.test belongs to a different user", "tenant4"],
    ] as const) {
      it(`field case 18: ${words}: the cure's command finds the account`, () => {
        const [command = ""] = commandsIn(cureFor(EXIT.exists, words, true));
        expect(command).to.match(/^grep /);
        expect(run(command).match(/users\/\w+/g)).to.deep.equal([`users/${owner}`]);
      });
    }

    it("field case 18: where the panel says nothing, the command has a placeholder for the name", () => {
      const cure = cureFor(EXIT.exists, "", true, "hash");
      const [command = ""] = commandsIn(cure);
      expect(command).to.contain("'<name>'");
      expect(cure).to.contain("the domain above it in place of the name");
      const found = (name: string) => run(command.replace("<name>", name)).match(/users\/\w+/g);
      expect(found("a.b.test")).to.deep.equal(["users/tenant2"]);
      expect(found("dns.test")).to.deep.equal(["users/tenant3"]);
    });

    it("field case 18: the cure puts the missing list of suffixes where the panel reads it", () => {
      const bin = path.join(root, "bin");
      mkdirSync(bin);
      writeFileSync(path.join(bin, "wget"), '#!/bin/bash\n[ "$1" = -O ] && echo "$3" > "$2"\n');
      chmodSync(path.join(bin, "wget"), 0o755);
      for (const cure of [
        cureFor(EXIT.notExist, "Error: public_suffix_list.dat not found", true),
        exitCode(EXIT.notExist).cure,
      ]) {
        rmSync(path.join(root, "data/extensions"), { recursive: true, force: true });
        run(commandsIn(cure).at(-1) ?? "", { ...process.env, PATH: `${bin}:${process.env.PATH}` });
        expect(existsSync(path.join(root, "data/extensions/public_suffix_list.dat")), cure).to.equal(true);
      }
    });
  });

  /** The effects of the panel's commands on the API. */
  function runOnPanel({ state: { settings } }: HestiaPanel, command: string): void {
    const [name, action, version] = command.split(" ");
    if (name === "v-add-sys-api-ip") settings.API_ALLOWED_IP = "127.0.0.1";
    if (name !== "v-change-sys-api" || action !== "enable") return;
    settings.apiRemoved = false;
    if (version === "all" || version === "legacy") settings.API = "yes";
    if (version === "all" || version === "api") settings.API_SYSTEM = "1";
  }

  for (const way of ["hash", "password", "key"] as const satisfies Way[]) {
    it(`field case 18: the cure restores an API whose files are missing, for ${way}`, async () => {
      const panel = await startPanel();
      Object.assign(panel.state.settings, {
        apiRemoved: true,
        API: "no",
        API_SYSTEM: "0",
        API_ALLOWED_IP: "",
      });
      const { cure = "" } = await failureOf(clientOf(panel, WAYS[way]).list("tenant1"));
      for (const command of commandsIn(cure)) runOnPanel(panel, command);
      expect((await clientOf(panel, WAYS[way]).list("tenant1")).webDomains).to.have.length(2);
    });

    it(`field case 18: the cures complete an API that is partly enabled, for ${way}`, async () => {
      const panel = await startPanel();
      Object.assign(panel.state.settings, { API: "no", API_SYSTEM: "0", API_ALLOWED_IP: "" });
      for (const code of [EXIT.disabled, EXIT.forbidden]) {
        const failure = await failureOf(clientOf(panel, WAYS[way]).list("tenant1"));
        expect(failure.code).to.equal(code);
        for (const command of commandsIn(failure.cure ?? "")) runOnPanel(panel, command);
      }
      expect((await clientOf(panel, WAYS[way]).list("tenant1")).webDomains).to.have.length(2);
    });
  }
});

describe("field case 20: the messages of failures", () => {
  afterEach(closePanels);

  it("field case 20: a message without operation and domain begins with a capital letter", async () => {
    const panel = await startPanel();
    const { message } = await errorOf(clientOf(panel).list("tenant9"));
    expect(message).to.match(
      /^Something is not there: .*\n(?: {2}.*\n)+ {2}On 127\.0\.0\.1:\d+: v-list-web-domains, HTTP 400, code 3 \(E_NOTEXIST\)$/,
    );
  });

  for (const way of ["hash", "password", "key"] as const satisfies Way[]) {
    it(`field case 20: the message for an unknown account is about the account alone, ${way}`, async () => {
      const panel = await startPanel();
      const { cure } = await failureOf(clientOf(panel, WAYS[way]).list("tenant9"));
      expect(cure)
        .to.match(/^Correct the account: account names are case sensitive/)
        .and.not.contain("web domain");
    });
  }

  it("field case 20: the message for a password with a wrong user names the user, and no key profile", async () => {
    const panel = await startPanel();
    const client = clientOf(panel, { ...WAYS.password, user: "tenant1" });
    for (const call of [client.list("tenant1"), client.add("tenant1", N, ["a.test"], "no")]) {
      const { code, cure } = await failureOf(call);
      expect(code).to.equal(EXIT.forbidden);
      expect(cure)
        .to.contain("hestia:apiUser")
        .and.not.match(/profile|ROLE=/);
    }
  });

  it("field case 20: the message names demo mode", async () => {
    const panel = await startPanel();
    panel.state.settings.DEMO_MODE = "yes";
    const { cure } = await failureOf(clientOf(panel, WAYS.key).list("tenant1"));
    expect(cure).to.match(/^The panel is in demo mode: set DEMO_MODE='no' in/);
    // An add by password returns the code alone.
    expect(cureFor(EXIT.args, "", true, "password"))
      .to.contain("DEMO_MODE='no'")
      .and.not.contain("1.8");
    expect((await failureOf(clientOf(panel, WAYS.hash).list("tenant1"))).cure).to.contain("demo mode");
  });

  it("field case 20: the message says once that the API is off", async () => {
    const panel = await startPanel();
    panel.state.settings.API = "no";
    const { detail } = await failureOf(clientOf(panel, WAYS.hash).list("tenant1"));
    expect(detail).to.equal("API has been disabled");
  });

  it("field case 20: the message of a failed restart does not name the command that carried it", async () => {
    const panel = await startPanel();
    panel.setAliases("tenant1", S, ["a.test"]);
    panel.state.settings.failingConfigTest = "nginx";
    const { what, code } = await failureOf(clientOf(panel).remove("tenant1", S, "a.test", "yes"));
    expect(code).to.equal(EXIT.restart);
    expect(what).to.equal(
      "the change is stored and not served, since the web server did not take its configuration",
    );
    expect(accountOf(panel).webDomains[S]?.alias).to.equal("");
  });
});
