/** Advice in a text, and the title of the test that follows it. */
interface Elsewhere {
  /** A piece of the sentence, with `…` for what is filled in. */
  readonly text: string;
  readonly test: string;
}

const BROUGHT_UP = "a stack with every setting wrong works after the commands that its errors name";

/** Texts of provider/ whose advice takes the engine, its options or the CLI. */
export const ELSEWHERE: readonly Elsewhere[] = [
  { text: "Store it encrypted: …", test: BROUGHT_UP },
  {
    text: "If it is this very resource, renamed or to be replaced, its `aliases`",
    test: 'a resource that was renamed under onExisting "fail" is known by its `aliases`',
  },
  {
    text: "or `deleteBeforeReplace` option lets the engine know.",
    test: '--replace works with onExisting "fail" where deleteBeforeReplace is set: the alias is removed and added again',
  },
  {
    text: "A refresh and a destroy use the configuration of the last `pulumi up`: if it has changed since, run `pulumi up` first,",
    test: "is used by a refresh and a destroy after one up, as they say",
  },
  {
    text: "Set the option `deleteBeforeReplace: true` on the resource and run `pulumi up --replace <urn>`, which removes the domain and maps it anew",
    test: "a kind that the panel does not change is changed by deleteBeforeReplace and --replace, as the error says",
  },
  { text: "or add `--run-program`.", test: "after a rotation, refresh and destroy work with --run-program" },
  // DomainReady
  { text: "has no A or AAAA record: set …… …", test: "no record, set at the name server that is named" },
  { text: "leads to …: set … in its place …", test: "a foreign address, replaced" },
  {
    text: 'leads to Cloudflare\'s proxy (…), which hides where it goes: set … as "DNS only" …',
    test: "a name that is behind Cloudflare's proxy, no longer",
  },
  { text: "remove it", test: "a wrong AAAA beside a right A, removed" },
  {
    text: "set … in its place",
    test: "a wrong AAAA beside a right A, where the site has an IPv6 address, replaced",
  },
  {
    text: "check the zone at its name servers, or give other `resolvers`",
    test: "a resolver that does not answer, and another one",
  },
  {
    text: "check the clocks of the server and of this machine",
    test: "a certificate that is not valid yet, since a clock was wrong",
  },
  {
    text: "install the certificate with its intermediate ones, or name the file of a private CA in NODE_EXTRA_CA_CERTS",
    test: "a certificate without its intermediate one, installed with it",
  },
  {
    text: "check the web server and the firewalls on the way",
    test: "cure: that does not answer, and then does",
  },
  {
    text: 'run Pulumi on one with a way there, or wait for DNS alone, with waitFor "dns"',
    test: "an address to which this machine has no way, by waiting for DNS alone",
  },
  { text: "check that it serves https for …", test: "cure: that speaks no TLS, and then does" },
  {
    text: "give one DomainReady the domains of many mappings.",
    test: "one DomainReady with the domains of many mappings in place of many says nothing",
  },
  {
    text: "give the names, such as the output `names` of a mapping",
    test: "each is accepted once it is as the message says",
  },
  {
    text: "stands beside requiredDnsRecords; give one of the two",
    test: "each is accepted once it is as the message says",
  },
  {
    text: "give the output `requiredDnsRecords` of the mappings, or the addresses",
    test: "each is accepted once it is as the message says",
  },
  {
    text: "give those of all mappings, or `addresses`",
    test: "each is accepted once it is as the message says",
  },
  {
    text: "leave it away for the system's resolvers",
    test: "each is accepted once it is as the message says",
  },
  {
    text: "Then run `pulumi up` again: it looks at once, and waits on.",
    test: "pulumi up again after a wait that took too long, once the records are set",
  },
  { text: "Give its address, or correct it.", test: "a resolver's host that is not found, corrected" },
  {
    text: "Leave it out: …",
    test: "import is refused by the constructor, and leaving it out adopts",
  },
  {
    text: "`pulumi up` adopts a mapping that is on the panel already.",
    test: "import is refused by the constructor, and leaving it out adopts",
  },
  {
    text: "Add it to the dependencies of the program's own package.json: npm install … (pnpm add, yarn add)",
    test: "is refused by the constructor where only a library has it, as with pnpm; installed beside the program it works",
  },
  {
    text: "start the process in the folder that has the package installed, or give that folder as `main`",
    test: "that was started in another folder fails, and the error names the setting that fixes it",
  },
  {
    text: "give the explicit provider the input …",
    test: "with the settings as its inputs maps what is declared",
  },
  {
    text: "websiteId is not set, and a server is: give websiteId and organizationId, whose domains are looked up",
    test: "cure: ask for the website where the settings have a server, and find it then",
  },
  {
    text: "Give a file in a folder that is there.",
    test: "with a file that cannot be written says so once a process, and the run succeeds",
  },
  {
    text: "MappedDomain …: give one panel as `on`: { hestia: {…} } or { enhance: {…} }",
    test: "and works with one panel as the error says",
  },
  {
    text: "From … on, `pulumi up` asks the panel again.",
    test: "is issued by the first update that is due after DNS leads to the panel",
  },
  {
    text: "… more have no certificate yet: see the output domains.",
    test: "that many names wait for is told of the first three, and of all in the output domains",
  },
  {
    text: "Behind NAT, set the public ones: …, and run `pulumi refresh --run-program`.",
    test: "gives the public addresses once the message's advice is followed",
  },
  {
    text: "The next `pulumi up` looks again.",
    test: "a look that waits behind other calls of the run is given up, and the panel is not called silent",
  },
  {
    text: "Make all of them before the program first waits, or make the set last.",
    test: "warns of resources that are made after an exclusive set, until the set is made last",
  },
  {
    text: "Look at the panel's load.",
    test: "a look ends when the panel has answered nothing for so long, and goes on while it answers",
  },
  {
    text: "Run `pulumi up` again, without `--target`.",
    test: "removes nothing with --target, and does without it, as it says",
  },
];

/** The advice about failures in docs/. */
export const IN_DOCS: readonly Elsewhere[] = [
  { text: "It may go after one `pulumi up`.", test: "lets it out again with the documented alias" },
  // docs/domain-ready.md
  {
    text: "The next `pulumi up` looks again.",
    test: "in an update leaves the state as it was, and the next up looks again",
  },
  {
    text: "each `up` warns of a pending operation until `pulumi refresh --clear-pending-creates`",
    test: "goes on after one Ctrl-C, and ends at the second; the next up looks again, and tells of a pending operation",
  },
  {
    text: "the next `pulumi up` looks at once, and waits on",
    test: "pulumi up again after a wait that took too long, once the records are set",
  },
  // docs/from-wordpress.md
  {
    text: "Declare the domains that the plugin has mapped, and run `pulumi up`.",
    test: "one that exists is adopted with a list and no other call",
  },
  // docs/watching.md, docs/scaling.md
  ...[
    "For the others to be done in the same run, add `--continue-on-error`.",
    "the engine begins nothing new after a failure unless it is given `--continue-on-error`.",
    "With `--diff` it shows by name what is different.",
  ].map((text) => ({
    text,
    test: "a run with a name that fails ends with an exit code, and --continue-on-error maps the others",
  })),
  // docs/drift.md, docs/limitations.md
  {
    text: "Every `pulumi preview` and every `pulumi up` looks at the panel.",
    test: "puts it back with a plain up, and then there is nothing to do, in a preview and in a refresh",
  },
  {
    text: "`pulumi up --refresh` may print `[diff: -drift]` in the same way.",
    test: "puts it back with a plain up, and then there is nothing to do, in a preview and in a refresh",
  },
  {
    text: "`pulumi preview --expect-no-changes` fails if there is drift",
    test: "shows in a plain preview what somebody took off, which fails --expect-no-changes",
  },
  {
    text: "so that nothing is said with `--target`",
    test: "is told neither by an update, nor where drift is not looked for, nor with --target",
  },
  {
    text: "`pulumi preview --save-plan plan.json` and `pulumi up --plan plan.json`",
    test: "fails the update where it has come since the plan, which a preview or another plan cures",
  },
  {
    text: "With `--target` nothing is removed",
    test: "removes nothing with --target, and does without it, as it says",
  },
  {
    text: "`pulumi refresh` writes what it sees into the state",
    test: "puts it back with a plain up, and then there is nothing to do, in a preview and in a refresh",
  },
  {
    text: "`pulumi up --skip-preview`** removes names that nobody has been shown",
    test: "removes nothing with --target, and does without it, as it says",
  },
  {
    text: "With `--target`, and where another mapping depends on the set, nothing of others is removed.",
    test: "removes nothing with --target, and does without it, as it says",
  },
  // Done means served, not only stored: docs/hestia-web-alias.md, docs/hestia.md, docs/limitations.md
  {
    text: "Every preview says under Diagnostics what is not served, and `pulumi refresh --expect-no-changes` fails.",
    test: "is stored and not served: that stays a difference, through a refresh too, until an update has restarted",
  },
  {
    text: "That update runs `v-restart-web` and `v-restart-proxy`, if the credential may run them.",
    test: "is owed for names that are there, by a run that failed before",
  },
  {
    text: "which has a space in it | another program stored it.",
    test: "is found not to be served by a refresh, and is a difference until that alias is deleted",
  },
  {
    text: "To load it, run `v-restart-web` and `v-restart-proxy` on the panel.",
    test: "load what is stored, each for its own server, and take its lines out of the queue",
  },
  {
    text: "Then `v-restart-web` and `v-restart-proxy` bring the restart, if the credential may run them.",
    test: "is brought when the last add fails",
  },
  // docs/configuration.md
  { text: "a credential that was set without `--secret` is refused, with the command", test: BROUGHT_UP },
  {
    text: "Set the new one and run `pulumi up`",
    test: "that were rotated are used by a refresh after that up",
  },
  {
    text: "(or give them `--run-program`)",
    test: "after a rotation, refresh and destroy work with --run-program",
  },
  {
    text: "Rotating a credential is a new version of the environment, and then [one `pulumi up`]",
    test: "that were rotated are used by a refresh after that up",
  },
  {
    text: "`pulumi preview --policy-pack <folder> --policy-pack-config suffixes.json`",
    test: "lets domains of the suffixes through, in the form that the package's check gives them",
  },
  // docs/enhance.md
  {
    text: "| does not end in /api/, or the answer is none of the panel's API |",
    test: "the page of the panel in place of its API",
  },
  { text: "| HTTP 403, unauthorized |", test: "a token that is wrong" },
  {
    text: "| HTTP 403, only_mo_allowed |",
    test: "a server without a token of the master organization, by a website",
  },
  {
    text: "| HTTP 404, not_found (org), (website), (server) |",
    test: "an organization that does not own the website",
  },
  { text: "| an id in the address is malformed |", test: "an id that is truncated on its way" },
  { text: "| in use by … |", test: "a domain of another organization" },
  { text: "| has used … of its …, resourceOutOfQuota |", test: "a quota that is used up, raised" },
  {
    text: "| the same in a refresh or a destroy |",
    test: "is used by a refresh and a destroy after one up, as they say",
  },
  {
    text: "| website … was deleted, is a staging copy, holds a server's own host names, … |",
    test: "a website that never serves a customer, by the id that a lookup shows",
  },
  { text: "| website … is suspended, has the status … |", test: "a website that is suspended" },
  {
    text: "| domains of a server are the server's own host names |",
    test: "domains of a server, which serve no customer",
  },
  {
    text: "| the website's list has not even its primary domain |",
    test: "a list without even the primary domain, which the panel shows again",
  },
  { text: "| the panel kept … |", test: "a kind that the panel does not change, changed in the panel" },
  // docs/hestia.md
  {
    text: "| does not end in /api/ |",
    test: "an address that is not the API's, by the address in the error",
  },
  { text: "| the panel's certificate is not trusted |", test: BROUGHT_UP },
  { text: "| authentication failed (code 9) |", test: "a wrong secret" },
  { text: "| not permitted (code 10) |", test: "a key without the profile" },
  { text: "| disabled (code 11) |", test: "access keys that are switched off" },
  {
    text: "| the panel answered without an exit code: Error: Disabled |",
    test: "an API whose files are missing",
  },
  { text: "| the panel did not run the command (code 1) |", test: "a panel in demo mode" },
  {
    text: "| the panel could not read its public suffix list (code 3) |",
    test: "a public suffix list that is missing",
  },
  {
    text: "| the panel lists no web domain at all |",
    test: "a refresh where the account lists no web domain, by what was there",
  },
  { text: "| account … has no web domain … |", test: "a web domain that is not there, corrected" },
  { text: "| the name is in use (code 4) |", test: "a name that another account has" },
  { text: "| limit reached (code 8) |", test: "the limit of aliases" },
  { text: "| suspended (code 5) |", test: "a web domain that is suspended" },
  {
    text: "| the change is stored and not served (code 20) |",
    test: "a web server that does not take its configuration",
  },
  {
    text: "add `v-update-user-counters` to the profile's commands",
    test: "a key that may not update the counters, by the profile",
  },
  {
    text: "If the panel is behind NAT, `v-list-sys-ips` shows private addresses: then set the public ones",
    test: "gives the public addresses once the message's advice is followed",
  },
  // docs/troubleshooting.md
  {
    text: "install the package there, and run `pulumi destroy` from it",
    test: "at destroy is installed again, as the troubleshooting page says",
  },
  {
    text: "Neither is needed: declare the domain and run `pulumi up`.",
    test: "import is refused by the constructor, and leaving it out adopts",
  },
  // docs/limitations.md
  {
    text: "only with the option `deleteBeforeReplace: true`",
    test: "--replace removes a set from the panel and creates it again, where it deletes first",
  },
  {
    text: "is adopted by `pulumi up` ([`onExisting`]",
    test: "one that exists is adopted with a list and no other call",
  },
  {
    text: "if in doubt, run `pulumi up --refresh` afterwards",
    test: "is found and repaired at once by `up --refresh`",
  },
  {
    text: '**`onExisting: "fail"`.** With it, `pulumi up --replace`, a rename without `aliases`',
    test: '--replace works with onExisting "fail" where deleteBeforeReplace is set: the alias is removed and added again',
  },
  {
    text: "run one `pulumi up` first, or give `--run-program`",
    test: "after a rotation, refresh and destroy work with --run-program",
  },
  {
    text: "The engine leaves the stack locked (until `pulumi cancel`)",
    test: "by kill -9 during a call is completed by the next up",
  },
  { text: "`pulumi up --refresh` maps them again.", test: "is found and repaired at once by `up --refresh`" },
];

/** Sentences that look like advice about a failure and are none. */
export const NO_CURES: readonly string[] = [
  // Everyday commands, and the preparation of a panel.
  "`pulumi preview` looks at the panel and shows what differs",
  "`pulumi up`, and a preview after somebody removed a name on the panel",
  "the first `pulumi up` adopts it: the engine says `create`",
  "here somebody adds a line and runs `pulumi up`",
  "`--skip-preview` saves time, and nobody sees what goes",
  "each name with its reason (with `--continue-on-error`, see above):",
  "and `pulumi up` compares it with the panel.",
  "`pulumi refresh` looks again.",
  "Its fields SSL and LETSENCRYPT in `v-list-web-domain` say",
  "Store it with `pulumi config set --secret enhance:apiToken`.",
  "**Raise `--parallel`** for hundreds",
  "With one panel only, add `pulumi config set panels hestia`",
  "Make the environment: `pulumi env init",
  "point the quickstart's program at your panels",
  "([except under `--target`]",
  "or `--parallel`",
  "must exist, and belong to the account that you configure",
  "The test lists the account's web domains, finds yours",
  "`pulumi import` and the `import` resource option cannot work",
  "**`--target`, `--exclude` and `destroy --target`** leave the provider without",
  "`pulumi refresh` and `pulumi destroy` run with the configuration of the **last `up`**",
];
