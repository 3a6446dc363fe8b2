import { expect } from "chai";
import type { Browser, Page, SerializedAXNode } from "puppeteer-core";
import { startHestiaPanel } from "../../panels/hestia";
import { map, SITE, startPanel as startEnhance } from "../panel/enhance/support";
import { findChromium, startChromium } from "../support/browser";
import { readPage } from "../support/docs";
import { ACCOUNT, HestiaHarness, N } from "../support/hestia";
import { startMappedDomains } from "../support/mappedDomains";

const chromium = findChromium();
const inWords =
  chromium === undefined
    ? " (not run here: there is no Chromium; Debian has it in the package chromium)"
    : "";

const flat = (node: SerializedAXNode): SerializedAXNode[] => [node, ...(node.children ?? []).flatMap(flat)];

describe(`the status page in a browser${inWords}`, function () {
  this.timeout(120_000);

  it("is what docs/command.md leads to", () => {
    expect(readPage("docs/command.md")).to.contain("http://127.0.0.1:8083/_status/");
  });

  if (chromium === undefined) return;
  let browser: Browser;
  let page: Page;
  /** What the page complained of, and what it asked of others than its panel. */
  let complaints: string[];
  let elsewhere: string[];
  let closeOthers: (() => Promise<void>)[];

  before(async () => {
    browser = await startChromium(chromium);
  });
  after(() => browser?.close());
  beforeEach(async () => {
    [complaints, elsewhere, closeOthers] = [[], [], []];
    page = await browser.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
  });
  afterEach(async () => {
    await page.close();
    for (const close of closeOthers) await close();
  });

  async function open(panel: { readonly statusPage: string }): Promise<void> {
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(new URL("/", panel.statusPage).href) && !url.startsWith("data:"))
        elsewhere.push(url);
    });
    await page.goto(panel.statusPage);
    await page.waitForSelector("#switches select");
  }

  /** Waits until a table of the page has a row with these texts among its cells. */
  const rowAppears = (...texts: string[]) =>
    page.waitForSelector(
      `::-p-xpath(//tbody/tr${texts.map((text) => `[td[. = ${JSON.stringify(text)}]]`).join("")})`,
    );
  const appears = (selector: string, text: string) =>
    page.waitForSelector(`::-p-xpath(//${selector}[starts-with(., ${JSON.stringify(text)})])`);
  const summaryBecomes = (text: string) => appears('*[@id="summary"]', text);
  const hasRows = (selector: string, count: number) =>
    page.waitForFunction(`document.querySelectorAll(${JSON.stringify(selector)}).length === ${count}`);

  it("shows a set's names and calls as they come, a write that is lost, and its repair", async () => {
    const harness = await HestiaHarness.start();
    closeOthers.push(() => harness.close());
    await open(harness.panel);
    await summaryBecomes("Every name that was answered OK is stored.");
    const set = harness.set();
    await set.declare({ domains: ["acme.com", "globex.com"] });
    await rowAppears("acme.com", "yes");
    await rowAppears("v-add-web-domain-alias", "acme.com, globex.com", "OK");

    await page.select("#switch-lose-write", "1");
    await page.waitForSelector("#switch-lose-write.on");
    // The list that proves the add waits until the page has shown what there is to find.
    let watched: Promise<unknown> = Promise.reject(new Error("no list came after the add"));
    watched.catch(() => undefined);
    harness.panel.faults.add({
      do: "hook",
      when: "before",
      command: "v-list-web-domains",
      match: () => harness.panel.log.some(({ args }) => args[2] === "initech.com"),
      run: () => {
        watched = Promise.all([
          rowAppears("initech.com", "no", "lost: call 5 was answered OK"),
          rowAppears("v-add-web-domain-alias", "OK, but not stored: initech.com"),
          summaryBecomes("1 name was answered OK and is not stored."),
        ]);
        return watched.then(
          () => undefined,
          () => undefined,
        );
      },
    });
    await set.declare({ domains: ["acme.com", "globex.com", "initech.com"] });
    await watched;
    await rowAppears("initech.com", "yes", "");
    await appears("td", "OK, but lost; written again by call ");
    await summaryBecomes("Every name that was answered OK is stored.");
    await page.waitForSelector("#switch-lose-write:not(.on)");
    expect(harness.stored()).to.deep.equal(["acme.com", "globex.com", "initech.com"]);
    expect({ complaints, elsewhere }).to.deep.equal({ complaints: [], elsewhere: [] });
  });

  it("starts a race, and resets", async () => {
    const panel = await startHestiaPanel();
    closeOthers.push(() => panel.close());
    await open(panel);
    await page.click("#action-race");
    await hasRows("#calls tbody tr:not(.waiting)", 20);
    const lost = await page.$$("#calls tbody tr.wrong");
    expect(lost).to.have.length(20 - panel.aliases(ACCOUNT, N).length);
    expect(lost).not.to.have.length(0);
    await page.click("#reset");
    await hasRows("#calls tbody tr", 0);
    await summaryBecomes("Every name that was answered OK is stored.");
    expect(complaints).to.deep.equal([]);
  });

  it("shows names as text, and removes one by hand", async () => {
    const panel = await startHestiaPanel();
    closeOthers.push(() => panel.close());
    const bad = "<img/src=x/onerror=alert(1)>";
    panel.setAliases(ACCOUNT, N, [bad, "acme.com"]);
    await open(panel);
    await rowAppears(bad, "yes");
    expect(await page.$("img")).to.equal(null);
    await page.type("#filter", "acme");
    await hasRows("#places tbody tr", 1);
    await page.click('button[aria-label="Remove acme.com by hand"]');
    await hasRows("#places tbody tr", 0);
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal([bad]);
    expect(complaints).to.deep.equal([]);
  });

  it("every control and table has a name that is read out", async () => {
    const panel = await startHestiaPanel();
    closeOthers.push(() => panel.close());
    panel.setAliases(ACCOUNT, N, ["acme.com"]);
    await open(panel);
    await rowAppears("acme.com");
    const tree = await page.accessibility.snapshot();
    const nodes = tree === null ? [] : flat(tree);
    const named = nodes.filter(({ role }) => ["combobox", "searchbox", "button", "table"].includes(role));
    expect(named.length).to.be.above(10);
    expect(named.filter(({ name = "" }) => name.trim() === "")).to.deep.equal([]);
    expect(named.map(({ name }) => name)).to.include.members([
      "Adds are lost",
      "Remove acme.com by hand",
      "Show names that contain",
    ]);
  });

  it("shows an Enhance panel's mappings, and that the panel has ended", async () => {
    const panel = await startEnhance();
    await open(panel);
    await map(panel, "acme.com");
    await rowAppears("acme.com", "alias", "Unknown", "self-signed", "no");
    await rowAppears("createWebsiteMappedDomain", "acme.com", "HTTP 201");
    expect(panel.domains(SITE)).to.include("acme.com");
    await panel.close();
    await appears('*[@id="gone"]', "The panel does not answer any more.");
  });

  it("is the one that the command names, also with TLS", async () => {
    const command = startMappedDomains(
      ["panel", "hestia", "--port", "0", "--tls", "--names", "1"],
      process.cwd(),
    );
    closeOthers.push(async () => {
      command.interrupt();
      expect((await command.done).code).to.equal(0);
    });
    await command.waitFor(/Ctrl-C ends it/);
    const [, statusPage = ""] = /^ +Status page +(\S+)$/m.exec(command.output) ?? [];
    await open({ statusPage });
    await rowAppears("customer1.example", "yes");
    expect(await page.$eval("#address", (node) => node.textContent)).to.match(/^https:/);
    expect(complaints).to.deep.equal([]);
  });
});
