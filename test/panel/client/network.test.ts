import { type AddressInfo, createServer } from "node:net";
import { expect } from "chai";
import { FullQueue } from "./fullQueue";
import {
  ACCOUNT,
  ALL_WAYS,
  clientAt,
  clientOf,
  closePanels,
  closeServers,
  failureOf,
  gate,
  N,
  startPanel,
  startServer,
  WAYS,
} from "./support";

describe("client: no connection is made, so nothing was sent", () => {
  afterEach(closePanels);

  it("a refused connection is unreachable, and says to check the port", async () => {
    const panel = await startPanel();
    await panel.close();
    const failure = await failureOf(clientOf(panel).list(ACCOUNT));
    expect(failure).to.include({ kind: "unreachable", code: "ECONNREFUSED", panel: panel.host });
    expect(failure.cure).to.match(/port in apiUrl/);
  });

  it("an unknown host is unreachable, and says to look for a typo", async function () {
    // A DNS resolver without a network is slow to fail.
    this.timeout(60_000);
    const client = clientAt("https://panel.invalid:8083/api/", { timeout: 60_000 });
    const failure = await failureOf(client.list(ACCOUNT));
    expect(failure).to.include({ kind: "unreachable", panel: "panel.invalid:8083" });
    expect(failure.what).to.match(/does not resolve/);
    expect(failure.cure).to.match(/typo/);
  });

  it("a connection that nobody accepts is unreachable, and the error says that a firewall may drop the address", async () => {
    const queue = await FullQueue.start();
    const client = clientAt(`http://127.0.0.1:${queue.port}/api/`, { timeout: 200 });
    const failure = await failureOf(client.add(ACCOUNT, N, ["a.test"], "no"));
    await queue.close();
    expect(failure).to.include({ kind: "unreachable", code: "CONNECT_TIMED_OUT" });
    expect(failure.cure).to.match(/firewall.*fail2ban/s);
  });

  it("a TLS connection without a handshake is unreachable", async () => {
    const sockets = new Set<{ destroy(): void }>();
    const server = createServer((socket) => sockets.add(socket.on("error", () => {})));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const client = clientAt(`https://127.0.0.1:${port}/api/`, { timeout: 200 });
    const failure = await failureOf(client.add(ACCOUNT, N, ["a.test"], "no"));
    for (const socket of sockets) socket.destroy();
    server.close();
    expect(failure).to.include({ kind: "unreachable", code: "CONNECT_TIMED_OUT" });
  });

  it("a proxy of the environment is not used", async () => {
    const panel = await startPanel();
    const before = { ...process.env };
    Object.assign(process.env, {
      HTTP_PROXY: "http://127.0.0.1:1",
      http_proxy: "http://127.0.0.1:1",
      NO_PROXY: "",
    });
    try {
      expect((await clientOf(panel).list(ACCOUNT)).webDomains).to.have.length(2);
    } finally {
      for (const name of ["HTTP_PROXY", "http_proxy", "NO_PROXY"]) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
  });
});

for (const way of ALL_WAYS) {
  describe(`client, ${way}: without an answer, the work may have been done`, () => {
    afterEach(closePanels);

    for (const when of ["before", "after"] as const) {
      it(`a connection that is cut ${when} the work is unclear, and the write is not repeated`, async () => {
        const panel = await startPanel();
        panel.faults.add({ do: "hang-up", when });
        const failure = await failureOf(clientOf(panel, WAYS[way]).add(ACCOUNT, N, ["a.test"], "no"));
        expect(failure).to.include({ kind: "unclear" });
        expect(failure.what).to.match(/connection broke/);
        expect(panel.calls()).to.have.length(1);
        expect(panel.aliases(ACCOUNT, N)).to.deep.equal(when === "after" ? ["a.test"] : []);
      });
    }
  });
}

describe("client: an answer that takes longer than the timeout", () => {
  afterEach(closePanels);
  const timeout = 400;

  it("is unclear, as the panel continues (docs/panels/hestia.md#the-front)", async () => {
    const panel = await startPanel();
    const { opened, open } = gate();
    const written = gate();
    panel.faults.add({ do: "hook", when: "between", run: () => opened });
    panel.faults.add({ do: "hook", when: "after", run: () => written.open() });
    const failure = await failureOf(clientAt(panel.url, { timeout }).add(ACCOUNT, N, ["a.test"], "no"));
    expect(failure).to.include({ kind: "unclear", code: "ERR_CANCELED" });
    expect(failure.what).to.equal("no complete answer came within 0.4 s");
    expect(failure.cure).to.match(/Raise the timeout setting/);
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal([]);
    open();
    await written.opened;
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["a.test"]);
  });

  it("is not asked for again, even for a list", async () => {
    const panel = await startPanel();
    const { opened, open } = gate();
    panel.faults.add({ do: "hook", when: "before", run: () => opened, times: 2 });
    const failure = await failureOf(clientAt(panel.url, { timeout }).list(ACCOUNT));
    expect(failure).to.include({ kind: "unclear", code: "ERR_CANCELED" });
    expect(panel.calls()).to.have.length(1);
    open();
  });
});

describe("client: an incomplete answer", () => {
  afterEach(closeServers);

  it("that ends early is unclear", async () => {
    const url = await startServer((_request, response) => {
      response.writeHead(200, { "Hestia-Exit-Code": "0", "Content-Length": "100" });
      response.write("{", () => response.destroy());
    });
    const failure = await failureOf(clientAt(url).add(ACCOUNT, N, ["a.test"], "no"));
    expect(failure).to.include({ kind: "unclear" });
  });

  it("that is too large is unclear, and the error says so", async () => {
    const megabyte = Buffer.alloc(1024 * 1024, " ");
    const url = await startServer((_request, response) => {
      response.writeHead(200, { "Hestia-Exit-Code": "0" });
      const more = () => {
        while (!response.destroyed && response.write(megabyte));
      };
      response.on("drain", more);
      more();
    });
    const failure = await failureOf(clientAt(url, { timeout: 60_000 }).add(ACCOUNT, N, ["a.test"], "no"));
    expect(failure).to.include({ kind: "unclear" });
    expect(failure.what).to.equal("the answer is larger than any that a panel gives");
  });
});
