/** Why a message appears, in words of the docs; the message itself and what to do come from the source. */
export interface Cause {
  /** How the message begins in the source, with `…` for what is filled in. */
  readonly begins: string;
  /** What the reader sees, where that is more than the beginning. */
  readonly seen?: string;
  readonly cause: string;
  /** What to do, where the source puts it together from parts. */
  readonly cure?: string;
}

export const CONNECTION: readonly Cause[] = [
  {
    begins: "the connection was refused",
    cause: "The host in `apiUrl` can be reached, and nothing listens on that port",
  },
  { begins: "the host name does not resolve", cause: "DNS does not know the host in `apiUrl`" },
  {
    begins: "no connection came about in time",
    cause: "A firewall drops the packets. On Hestia, fail2ban bans an address after a few failed logins",
  },
  { begins: "no TLS connection came about", cause: "Something else than https answers on this port" },
  {
    begins: "the panel's certificate is not trusted",
    cause:
      "The panel signed its certificate itself, which is Hestia's default, or its issuer is unknown here",
    cure: "Compare the fingerprint in the message with the panel's own. Then run the command in the message, which sets `caCert`",
  },
  {
    begins: "the panel's certificate is another one than",
    cause: "The panel has a new certificate, or somebody answers in its place",
    cure: "Compare the fingerprint in the message with the panel's own. Then run the command in the message",
  },
  {
    begins: "the panel's certificate is outside its dates",
    cause: "The certificate has expired, or a clock is wrong",
  },
  {
    begins: "the panel's certificate is made out to another name",
    cause: "The host in `apiUrl` is not one of the certificate's names, which the message shows",
    cure: "Use a name of the certificate in `apiUrl`, or give the panel a certificate for this one",
  },
  { begins: "no complete answer came within", cause: "The panel took longer than the setting `timeout`" },
  {
    begins: "the panel has answered nothing for",
    cause: "The look for [drift](drift.md#what-it-costs) gives a panel ten seconds",
  },
  {
    begins: "other calls of this run have kept the panel busy",
    cause: "The look for [drift](drift.md#what-it-costs) waited ten seconds behind this run's own writes",
  },
  {
    begins: "the connection broke before the answer was complete",
    cause: "The panel, or a proxy before it, closed the connection during the call",
  },
  { begins: "the answer is larger than any that a panel gives", cause: "Another server answers at `apiUrl`" },
  {
    begins: "DNS records of names on … would lead to",
    cause: "The panel is behind NAT, and knows private addresses only",
    cure: "Hestia: set the public addresses as `hestia:publicAddresses`. Enhance: the addresses of the server in the panel",
  },
];

export const HESTIA: readonly Cause[] = [
  {
    begins: "the panel answered with a redirect to",
    cause: "`apiUrl` has http in place of https, or another port or path",
  },
  { begins: "the panel answered with a server error", cause: "The panel's own web server or PHP failed" },
  {
    begins: "the panel answered with something that no Hestia API sends",
    cause: "`apiUrl` leads to the panel's web page, or to a web site on the server",
  },
  {
    begins: "the panel answered without an exit code",
    cause: "The API was switched off by `v-change-sys-api disable`, or the panel is too old for access keys",
  },
  {
    begins: "the panel refused the command",
    cause: "A command of the panel ended with an exit code",
    cure: "See the [exit codes](#exit-codes-of-hestia)",
  },
  {
    begins: "v-list-web-domains printed something else than a list",
    cause: "The panel's command itself is broken",
  },
  {
    begins: "no alias can be added to the web domain www.",
    cause: "Hestia removes `www.` from the web domain of an add, and so never finds it",
  },
  {
    begins: "account … has no web domain",
    cause: "`account` or `webDomain` is wrong, or the web domain belongs to another account",
    cure: "Correct `webDomain` or `account`: the message lists the web domains that the account has. Or create it with the command in the message",
  },
  {
    begins: "the panel lists no web domain at all",
    cause: "The account's file on the panel is empty or damaged. Nothing counts as gone because of it",
  },
  {
    begins: "… is a web domain of account",
    cause: "The name is a web domain itself, so it cannot be an alias",
  },
  { begins: "… is an alias of web domain", cause: "Another web domain of the account has the name" },
  {
    begins: "web domain … of account … is suspended",
    cause: "A suspended web domain serves nobody, and takes no aliases",
    cure: "Unsuspend it on the panel, and run the command again",
  },
  { begins: "… is on this web domain already", cause: 'The alias exists, and `onExisting` is `"fail"`' },
  {
    begins: "the panel would replace the aliases of",
    cause:
      "Two web domains of the account differ only in place of a dot, and Hestia would mix up their aliases",
  },
  {
    begins: "the web domain's aliases would be too long",
    cause: "Beyond some 65,000 bytes Hestia loses writes and says OK",
  },
  {
    begins: "the change is stored and not served",
    cause: "The names are in the panel's list, and the web server has not loaded them",
  },
  {
    begins: "… on … (account …, web domain …): stored and not served",
    cause: "The same, found by a later run",
  },
  {
    begins: "web domain … has the alias …, which has a space in it",
    cause: "Another program stored a name with a space. The aliases after it are not served",
  },
  {
    begins: "the panel took the write, and its list could not be read",
    cause: "The write was probably done. Without the list there is no proof",
    cure: "Run the command again: it looks first",
  },
  {
    begins: "… was not deleted: the web domain's aliases come to",
    cause: "There is so much on the web domain that Hestia no longer stores a change",
  },
  {
    begins: "… was not deleted: the panel would delete … with it",
    cause: "Hestia would delete similar names too, and they could not be added again",
  },
  {
    begins: "deleting … took … along",
    cause: "Hestia deleted similar names too, and refused to add them again",
  },
  {
    begins: "… on …: the panel takes it as a regular expression",
    cause: "Hestia deletes names that differ only in place of a dot. They are added again",
    cure: "Nothing: it is for information",
  },
  {
    begins: "not tried, since an earlier call failed",
    cause: "An earlier call of this run failed in a way that this one would too",
    cure: "Follow the rest of the message",
  },
  { begins: "the panel said OK … times", cause: "Another program keeps undoing this write" },
  {
    begins: "The number of aliases that the panel shows",
    cause: "The counter could not be updated. The aliases themselves are right",
    cure: "See the rest of the message. `hestia:updateCounters` set to `false` switches it off",
  },
  {
    begins: "updateCounters …",
    seen: "updateCounters … is not …",
    cause: "The setting has another value than true or false",
    cure: "Set `hestia:updateCounters` to `true` or `false`",
  },
];

export const ENHANCE: readonly Cause[] = [
  {
    begins: "website … belongs to organization",
    cause:
      "`organizationId` is another organization than the one that owns the website, which the token sees",
  },
  {
    begins: "the panel did not",
    cause: "The panel answered with an error",
    cure: "See the [answers of Enhance](#answers-of-enhance), by HTTP status and code",
  },
  {
    begins: 'the answer to "…" is none of the panel\'s API',
    cause: "`apiUrl` leads to the panel's web page",
  },
  { begins: "the answer is a redirect to", cause: "`apiUrl` has http in place of https, or another host" },
  {
    begins: "…, so it does not tell what is mapped",
    seen: "the website's list has not even its primary domain",
    cause: "The list is incomplete. Nothing counts as gone because of it",
  },
  {
    begins: "the server's list has … without an id",
    cause: "This version of the panel shows a server's domains in another form",
  },
  {
    begins: "the domain is the website's primary one",
    cause: "The primary domain is the website itself and not a mapping",
  },
  { begins: "the domain is the website's preview", cause: "The panel makes this domain itself" },
  {
    begins: "the domain is in use by website",
    seen: "the domain is in use by website …, by another website of the same organization",
    cause: "A panel holds a domain once",
  },
  {
    begins: "the domain is in use by another organization",
    cause: "A panel holds a domain once, in whatever organization",
  },
  {
    begins: "the domain is held by a website that was deleted",
    cause: "A deleted website keeps its domains until it is purged",
  },
  { begins: "the panel does not allow this domain", cause: "The panel's list of prohibited domains has it" },
  {
    begins: "the panel serves … along with",
    cause: "Enhance serves www with each domain, so it is no mapping of its own",
  },
  {
    begins: "website … (…) of the same organization has the domain",
    cause: "A panel holds a domain once. The preview says so before the update fails by it",
  },
  {
    begins: "the subscription has room for",
    cause: "The program declares more new domains than the quota has room for",
  },
  { begins: 'the subscription "…" has used', cause: "The quota for this kind of mapping is used up" },
  {
    begins: "no website has this domain",
    cause: "A lookup found no website in the organizations that it searched",
  },
  {
    begins: "several websites have this domain",
    cause: "A lookup found more than one, whose ids the message shows",
  },
  {
    begins: "websiteId is not set, and a server is",
    cause: "A lookup of mappings needs a website, and the settings name a server",
    cure: "Give `websiteId` and `organizationId`, as options or in the configuration",
  },
  {
    begins: 'organizationId "…" is no id',
    cause: "An organization's id has the form 8-4-4-4-12, in hexadecimal digits",
    cure: "Copy the whole id ([where it is](enhance.md#where-the-ids-are))",
  },
  { begins: "… is the server's own host name", cause: "The panel itself is reached by this name" },
  {
    begins: "website … …",
    seen: "Website … is suspended, has the status …, is of the kind …",
    cause: "Domains can be mapped, and lead to no site for now",
    cure: "Make the website active in the panel",
  },
  {
    begins: "was deleted, and serves nobody",
    seen: "website … was deleted, and serves nobody",
    cause: "The website was deleted in the panel",
  },
  {
    begins: "… (kind …)",
    seen: "website … is a staging copy, holds a server's own host names, is the control panel itself …",
    cause: "Such a website never serves a customer",
  },
  {
    begins: "On … …. …",
    seen: "On … website … was deleted, is …",
    cause: "The same, of a website that has mappings already",
    cure: "The website's id has to be that of one that serves customers",
  },
  {
    begins: "… not known:",
    seen: "The addresses …, the DNS status … not known",
    cause: "A call for an output failed. The mapping itself is done",
    cure: "Follow the rest of the message; a refresh asks again",
  },
  { begins: "… is on … already, and onExisting", cause: 'The mapping exists, and `onExisting` is `"fail"`' },
  {
    begins: "the panel said that … was added",
    cause: "The panel confirmed an add, and its list does not show it",
  },
  {
    begins: "the panel said that … was removed",
    cause: "The panel confirmed a removal, and its list still has the domain",
  },
  {
    begins: "the panel kept",
    cause: "This version of the panel does not change this property in place",
    cure: "The message says how: in the panel, or by removing the domain and mapping it again",
  },
];

export const PROGRAM: readonly Cause[] = [
  {
    begins: "… is not set:",
    cause: "A required input is neither an argument, nor in the configuration, nor in the environment",
    cure: "The rest of the message has the command that sets it",
  },
  {
    begins: "… is a credential and stands in the stack's configuration in clear",
    cause: "A credential was set without `--secret`. The engine would copy it into the state",
    cure: "Run the command in the message",
  },
  {
    begins: "The `import` option cannot work",
    cause: "The engine does not support it for dynamic resources",
    cure: "Leave it out: `pulumi up` adopts a mapping that is on the panel already",
  },
  {
    begins: "pulumi-mapped-domains is not found from the program's folder",
    cause: "[The package](#the-package-is-not-found) is not a dependency of the program's own folder",
  },
  {
    begins: "pulumi-mapped-domains is not found from …, where this process was started",
    cause: "[An inline program](#the-automation-api) was started in another folder",
  },
  {
    begins: "… has none of its names declared any more",
    cause: "The set's `domains` are empty, or hold only new names",
  },
  {
    begins: "… stays on the panel: another resource of the program may declare it",
    cause: "A resource gets its names from an output that came too late",
    cure: "Run `pulumi up` again",
  },
  {
    begins: "… stays on …: this program also declares it",
    cause: "The program reaches one panel, or two, under two host names",
  },
  {
    begins: "… stays on the panel: ….",
    seen: "… stays on the panel: the domain is the website's primary one …",
    cause: "A domain of the set has become the website's own",
    cure: "Nothing: the set releases it",
  },
  {
    begins: "… was not looked at: it was mapped on",
    cause: "The connection leads to another panel than in the last `up`",
  },
  {
    begins: "… goes to",
    cause: "The same, in an `up`: the domain is mapped on the new panel",
    cure: "The message names the old panel, and how the names that the new one has are removed there when nobody is sent there any more",
  },
  { begins: "… stays mapped on …: the connection leads to", cause: "The same, in a destroy" },
  {
    begins: "nothing was moved there:",
    cause: "The place to which names should move cannot take them. They stay where they are",
    cure: "Follow the rest of the message",
  },
  {
    begins: "Drift was not looked for",
    cause: "The panel did not answer, or refused, in a preview or an update",
    cure: "Follow the rest of the message. The run itself goes on",
  },
  {
    begins: "As the panel is now, an update will fail",
    cause:
      "[The preview](drift.md#what-an-update-will-fail-by) has found on the panel what an update would fail by",
    cure: "Follow the rest of the message before the update",
  },
  {
    begins: "… also has …, which nobody declares",
    cause: "The place of an [exclusive set](drift.md#exclusive-sets) has names that nobody declares",
    cure: "If a name is to stay, declare it; the update removes the others",
  },
  {
    begins: "… also has …, which its exclusive set leaves there",
    cause: "It is not known yet whether another resource declares the name",
  },
  {
    begins: "… still has …: not all resources",
    cause:
      "With `--target` the engine leaves out resources that might have the names; it may also have been busy",
  },
  {
    begins: "…: removed …, which nobody declared",
    cause: "The [exclusive set](drift.md#exclusive-sets) removed what the preview had shown",
    cure: "Nothing: it is for information",
  },
  {
    begins: "… is exclusive, and … is false",
    cause: "An exclusive set needs the look for drift, and `detectDrift` is off",
    cure: "Set `detectDrift` to `true`, or leave `exclusive` out",
  },
  {
    begins: "The resolvers give no answer about",
    cause: "DNS could not be asked in a refresh of a [DomainReady](domain-ready.md)",
    cure: "Nothing: what was seen before stands, and the next refresh asks again",
  },
  {
    begins: "Further calls are not shown here",
    cause: "`MAPPED_DOMAINS_LOG=debug` prints 50 calls for each process",
  },
  { begins: "Calls are not logged:", cause: "The file in `MAPPED_DOMAINS_LOG` cannot be written" },
  {
    begins: "Not ready when last looked at",
    cause: "A [DomainReady](domain-ready.md) waits for DNS records or certificates",
    cure: "The message has the records that are still to be set",
  },
  {
    begins: "This program has more than … DomainReady resources",
    cause: "Each wait holds one of the engine's places for work",
  },
  { begins: "The host … of `resolvers` is not found", cause: "A name server in `resolvers` has no address" },
];
