import { Metadata, type ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A property bag: what JSON can hold. */
export type Properties = Readonly<Record<string, unknown>>;

/** What stands for a value that is not known yet, at preview. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What the engine keeps of a resource that was made but is not right. */
export interface InitFailed {
  readonly id: string;
  /** As they go into the state: with `__provider`, if the provider gave it. */
  readonly properties: Properties;
  readonly reasons: readonly string[];
}

/** An operation that failed, as the engine sees it. */
export class HostError extends Error {
  override readonly name = "HostError";
  /** The gRPC status code: 2, UNKNOWN, for whatever a provider throws. */
  readonly code: number;
  readonly initFailed: InitFailed | undefined;

  constructor(error: ServiceError) {
    super(error.details);
    this.code = error.code;
    this.initFailed = readInitFailed(error.metadata);
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
