/** The panel's account, and its web domains. */
export const ACCOUNT = "tenant1";
export const SITES = [1, 2, 3, 4, 5].map((number) => `site${number}.example.com`);
/** The web domain of aliases that name none. */
export const SITE = "site1.example.com";
