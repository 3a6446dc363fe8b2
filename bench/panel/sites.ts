/** The panel's account, and its web domains. */
export const ACCOUNT = "tenant1";
export const SITES = [1, 2, 3, 4, 5].map((number) => `site${number}.example.com`);
/** Further accounts, each with a web domain of its own. */
export const ACCOUNTS = Array.from({ length: 50 }, (_, index) => `customer${index + 1}`);
export const siteOf = (account: string): string => `${account}.example.net`;
/** The web domain of aliases that name none. */
export const SITE = "site1.example.com";
