import { Metadata, type ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A property bag: what JSON can hold. */
export type Properties = Readonly<Record<string, unknown>>;

/** The text of `__provider` in the state of each resource of a kind. */
export const providerOf = (handler: string): string =>
  `exports.handler=()=>require("pulumi-mapped-domains/host").${handler}`;

/** The engine's placeholder for an unknown value at preview. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The error of a resource that was created or updated in part. */
export interface InitFailed {
  readonly id: string;
  /** As they go into the state: with `__provider`, if the provider gave it. */
  readonly properties: Properties;
  readonly reasons: readonly string[];
}

/** An operation that failed, as the engine sees it. */
export class OperationError extends Error {
  override readonly name: string = "OperationError";

  /** @param cause the package's own error, where it is available */
  constructor(
    message: string,
    readonly initFailed: InitFailed | undefined,
    override readonly cause?: unknown,
  ) {
    super(message);
  }
}

/** An operation of a dynamic host that failed. */
export class HostError extends OperationError {
  override readonly name = "HostError";
  /** The gRPC status code: 2, UNKNOWN, for whatever a provider throws. */
  readonly code: number;

  constructor(error: ServiceError) {
    super(error.details, readInitFailed(error.metadata));
    this.code = error.code;
  }
}

/** Packs a property bag; undefined values are left out, as the engine never sends them. */
export function toStruct(properties: Properties): Struct {
  const json = JSON.parse(JSON.stringify(properties)) as Record<string, JavaScriptValue>;
  return Struct.fromJavaScript(json);
}

/** Unpacks a property bag as it came. */
export function fromStruct(struct: Struct | undefined): Record<string, unknown> {
  return { ...struct?.toJavaScript() };
}

function readInitFailed(metadata: Metadata = new Metadata()): InitFailed | undefined {
  const [details] = metadata.get("grpc-status-details-bin");
  if (!(details instanceof Buffer)) return undefined;
  for (const detail of Status.deserializeBinary(details).getDetailsList()) {
    const failed = detail.unpack(
      ErrorResourceInitFailed.deserializeBinary,
      "pulumirpc.ErrorResourceInitFailed",
    );
    if (!failed) continue;
    return {
      id: failed.getId(),
      properties: fromStruct(failed.getProperties()),
      reasons: failed.getReasonsList(),
    };
  }
  return undefined;
}
