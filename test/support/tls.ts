export { type Certificate, type CertificateOptions, selfSigned } from "../../panels/core/selfSigned";
