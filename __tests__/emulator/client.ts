import { createHmac } from "node:crypto";
import { request as plain } from "node:http";
import { type RequestOptions, request as secure } from "node:https";

/** A small client of the tests' own: signs by the contract and does one exchange over a real socket. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export const MANAGER = { accessKey: "EMULATORMANAGER00001", secretKey: "emulator-manager-not-a-real-secret-00001" };
export const VIEWER = { accessKey: "EMULATORVIEWER000002", secretKey: "emulator-viewer-not-a-real-secret-000002" };
export const WRITER = { accessKey: "EMULATORWRITER000003", secretKey: "emulator-writer-not-a-real-secret-000003" };
export const DISABLED = { accessKey: "EMULATORDISABLED0004", secretKey: "emulator-disabled-not-a-real-secret-0004" };
export const NOBODY = { accessKey: "EMULATORNOBODY000005", secretKey: "emulator-nobody-not-a-real-secret-000005" };

export type Key = typeof MANAGER;

export interface Call {
  readonly key?: Key;
  readonly body?: unknown;
  /** Milliseconds since the epoch; the client's clock. */
  readonly timestamp?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Gives up after so long, with the error code ABORT_ERR. */
  readonly giveUpMs?: number;
  readonly socket?: Pick<RequestOptions, "ca" | "agent" | "servername">;
}

export function signed(method: string, target: string, key: Key, timestamp: number): Record<string, string> {
  const text = `${method} ${target}\n${timestamp}\n${key.accessKey}`;
  return {
    "x-ncp-apigw-timestamp": String(timestamp),
    "x-ncp-iam-access-key": key.accessKey,
    "x-ncp-apigw-signature-v2": createHmac("sha256", key.secretKey).update(text).digest("base64"),
  };
}

/** `path` without `/api/v1`. Rejects with the socket's error when no whole reply comes. */
export function call(url: string, method: string, path: string, options: Call = {}): Promise<Answer> {
  const target = `/api/v1${path}`;
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const headers = {
    ...signed(method, target, options.key ?? MANAGER, options.timestamp ?? Date.now()),
    ...(body === undefined
      ? {}
      : { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) }),
    ...options.headers,
  };
  const signal = options.giveUpMs === undefined ? {} : { signal: AbortSignal.timeout(options.giveUpMs) };
  return new Promise((resolve, reject) => {
    const send = url.startsWith("https:") ? secure : plain;
    const request = send(
      `${url}${target}`,
      { method, headers, agent: false, ...signal, ...options.socket },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on("data", (chunk: Buffer) => chunks.push(chunk));
        reply.on("error", reject);
        reply.on("end", () => {
          resolve({
            status: reply.statusCode ?? 0,
            headers: reply.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          });
        });
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

/** The code of the error that a call ends with. `none`: it did not fail. */
export async function errorCode(answer: Promise<Answer>): Promise<string> {
  try {
    await answer;
    return "none";
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
}

// Some ids of emulator/seed.json.
export const PROD = "/products/p4y2m8q0zt/apis/a9f3k1c7wd/stages/s1v6b0n3ke";
export const STAGE = "s1v6b0n3ke";
export const FREE = "u2g7d4l9xa";
export const GOLD = "u5h0j3w8pe";
export const BASIC = "u9k6s1f2tv";
export const INTERNAL = "u3m8z5q7cb";
export const UNUSED = "u8x3w0e6mf";

export const detach = (url: string, plan = FREE, options: Call = {}) =>
  call(url, "POST", `${PROD}/disassociate-usage-plan`, { body: { usagePlanId: plan }, ...options });
export const attach = (url: string, plan = FREE, options: Call = {}) =>
  call(url, "POST", `${PROD}/associate-usage-plan`, { body: { usagePlanId: plan }, ...options });

/** Ids of the plans that a read of the stage shows. */
export async function plansOf(url: string, options: Call = {}): Promise<string[]> {
  const { body } = await call(url, "GET", `${PROD}/usage-plans?offset=0&limit=100`, options);
  const { content } = JSON.parse(body) as { content: { usagePlanId: string }[] };
  return content.map((row) => row.usagePlanId);
}
