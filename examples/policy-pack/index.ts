/**
 * A policy pack (CrossGuard) for programs that map domains: only domains of given suffixes, and no wildcards.
 *
 *   pulumi preview --policy-pack ../policy-pack --policy-pack-config suffixes.json
 *
 * with the suffixes in a file:
 *
 *   { "allowed-suffixes": { "suffixes": ["customers.example.com", "acme.com"] } }
 *
 * The names are those after the package's own check: lower case, punycode, without a trailing dot. A domain that is known only
 * after another resource was made is judged in the `up`.
 */
import { PolicyPack } from "@pulumi/policy";
import { policies } from "./policies";

new PolicyPack("mapped-domains", { policies, enforcementLevel: "mandatory" });
