import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckRequest,
  type CheckResponse,
  ConfigureRequest,
  CreateRequest,
  type CreateResponse,
  DeleteRequest,
  DiffRequest,
  DiffResponse,
  ReadRequest,
  type ReadResponse,
  UpdateRequest,
  type UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { cleanEnvironment } from "../../tools/engine";
import type { CheckAnswer, DiffAnswer, Process, Provider, ReadAnswer } from "./engine";
import { fromStruct, HostError, type Properties, providerOf, toStruct } from "./host-messages";
import { HostProcess } from "./host-process";
import { CHECKOUT } from "./project";

export {
  HostError,
  type InitFailed,
  OperationError,
  type Properties,
  providerOf,
  UNKNOWN,
} from "./host-messages";

export interface HostOptions {
  /** The text of `__provider`, which is added to all property bags. */
  readonly provider: string;
  /** The stack's configuration, decrypted, by full key: `hestia:apiUrl`. */
  readonly config?: Readonly<Record<string, string>>;
  /** Environment variables beside the caller's. */
  readonly env?: Readonly<Record<string, string>>;
  /** The program's folder. @default the checkout */
  readonly cwd?: string;
  /** The resource's type. @default "pulumi-nodejs:dynamic/test:Thing" */
  readonly type?: string;
}

type Done<Response> = (error: ServiceError | null, response: Response) => void;

const PROVIDER = "__provider";

/**
 * The real dynamic host, spoken to as the engine does it. Property bags are plain data; `__provider` is added to
 * those that are sent and taken out of those that are answered. Every method rejects with a `HostError`.
 */
export class DynamicHost implements Process, Provider {
  readonly #process: HostProcess;
  readonly #client: ResourceProviderClient;
  readonly #type: string;

  private constructor(
    process: HostProcess,
    client: ResourceProviderClient,
    readonly provider: string,
    type: string,
  ) {
    this.#process = process;
    this.#client = client;
    this.#type = type;
  }

  /** Starts the process and gives it the configuration, as the engine does; about a second. */
  static async start(options: HostOptions): Promise<DynamicHost> {
    const started = await HostProcess.start(options.cwd ?? CHECKOUT, {
      ...cleanEnvironment(),
      ...options.env,
    });
    const client = new ResourceProviderClient(`127.0.0.1:${started.port}`, credentials.createInsecure());
    const type = options.type ?? "pulumi-nodejs:dynamic/test:Thing";
    const host = new DynamicHost(started.host, client, options.provider, type);
    const request = new ConfigureRequest();
    request.setArgs(toStruct(options.config ?? {}));
    await host.#call<unknown>((done) => host.#client.configure(request, done));
    return host;
  }

  on(handler: string): DynamicHost {
    return this.as(providerOf(handler));
  }

  /** The same process, for resources with another `__provider` text. */
  as(provider: string): DynamicHost {
    return new DynamicHost(this.#process, this.#client, provider, this.#type);
  }

  /** @param name the resource's name, or a whole URN */
  async check(name: string, olds: Properties | undefined, news: Properties): Promise<CheckAnswer> {
    const request = new CheckRequest();
    request.setUrn(name.startsWith("urn:") ? name : this.#urn(name));
    request.setOlds(olds ? this.#bag(olds) : toStruct({}));
    request.setNews(this.#bag(news));
    const response = await this.#call<CheckResponse>((done) => this.#client.check(request, done));
    const failures = response.getFailuresList();
    return {
      inputs: plain(response.getInputs()),
      failures: failures.map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() })),
    };
  }

  async diff(id: string, olds: Properties, news: Properties): Promise<DiffAnswer> {
    const request = new DiffRequest();
    request.setId(id);
    request.setUrn(this.#urn("resource"));
    request.setOlds(this.#bag(olds));
    request.setNews(this.#bag(news));
    const response = await this.#call<DiffResponse>((done) => this.#client.diff(request, done));
    const { DIFF_SOME, DIFF_UNKNOWN } = DiffResponse.DiffChanges;
    const changes = response.getChanges();
    return {
      changes: changes === DIFF_UNKNOWN ? undefined : changes === DIFF_SOME,
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(news: Properties): Promise<{ id: string; properties: Properties }> {
    const request = new CreateRequest();
    request.setUrn(this.#urn("resource"));
    request.setProperties(this.#bag(news));
    const response = await this.#call<CreateResponse>((done) => this.#client.create(request, done));
    return { id: response.getId(), properties: plain(response.getProperties()) };
  }

  async read(id: string, properties: Properties): Promise<ReadAnswer> {
    const request = new ReadRequest();
    request.setId(id);
    request.setUrn(this.#urn("resource"));
    request.setProperties(this.#bag(properties));
    const response = await this.#call<ReadResponse>((done) => this.#client.read(request, done));
    const inputs = response.getInputs();
    return {
      id: response.getId(),
      properties: plain(response.getProperties()),
      ...(inputs && { inputs: plain(inputs) }),
    };
  }

  async update(id: string, olds: Properties, news: Properties): Promise<{ properties: Properties }> {
    const request = new UpdateRequest();
    request.setId(id);
    request.setUrn(this.#urn("resource"));
    request.setOlds(this.#bag(olds));
    request.setNews(this.#bag(news));
    const response = await this.#call<UpdateResponse>((done) => this.#client.update(request, done));
    return { properties: plain(response.getProperties()) };
  }

  async delete(id: string, olds: Properties): Promise<void> {
    const request = new DeleteRequest();
    request.setId(id);
    request.setUrn(this.#urn("resource"));
    request.setProperties(this.#bag(olds));
    await this.#call<unknown>((done) => this.#client.delete(request, done));
  }

  /** Everything that the process has printed: the user would see it under the stack's diagnostics. */
  get output(): string {
    return this.#process.output;
  }

  get pid(): number {
    return this.#process.pid;
  }

  async stop(): Promise<void> {
    this.#client.close();
    await this.#process.stop();
  }

  #urn(name: string): string {
    return `urn:pulumi:dev::test::${this.#type}::${name}`;
  }

  #bag(properties: Properties): Struct {
    return toStruct({ ...properties, [PROVIDER]: this.provider });
  }

  #call<Response>(start: (done: Done<Response>) => unknown): Promise<Response> {
    return new Promise((resolve, reject) => {
      start((error, response) => (error ? reject(new HostError(error)) : resolve(response)));
    });
  }
}

function plain(struct: Struct | undefined): Properties {
  const { [PROVIDER]: _provider, ...properties } = fromStruct(struct);
  return properties;
}
