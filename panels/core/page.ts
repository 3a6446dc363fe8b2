/** The statuses with which a front says that the panel behind it does not answer. */
export type FrontFailure = 500 | 502 | 503 | 504;

/** nginx's words for them. */
export const FRONT_FAILURES: Readonly<Record<FrontFailure, string>> = {
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Temporarily Unavailable",
  504: "Gateway Time-out",
};

/** A page of nginx itself. */
export function nginxPage(status: number, title: string): string {
  const heading = `${status} ${title}`;
  return `<html>\r\n<head><title>${heading}</title></head>\r\n<body>\r\n<center><h1>${heading}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
}
