/** A real CONNECT proxy on loopback. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { Certificate } from "../../../../emulator/tls.ts";

export interface ConnectProxy {
  readonly port: number;
  /** `CONNECT host:port`, with what the client said of itself. */
  readonly connects: ReadonlyArray<{ readonly authority: string; readonly authorization: string | undefined }>;
  /** Everything that came through in clear, both ways. */
  readonly seen: () => string;
}

export interface ProxyBehaviour {
  /** What to answer in place of a tunnel; `silent`: nothing, ever; `cut`: the connection is closed. */
  readonly refuse?: number | "silent" | "cut";
  /** `user:password` that a client must show. */
  readonly auth?: string;
  readonly tls?: Certificate;
}

export async function connectProxy({ refuse, auth, tls }: ProxyBehaviour = {}): Promise<ConnectProxy> {
  const server: Server = tls === undefined ? createServer() : createTlsServer({ key: tls.key, cert: tls.cert });
  const connects: Array<{ authority: string; authorization: string | undefined }> = [];
  const sockets = new Set<Socket>();
  let seen = "";
  server.on("connection", (socket: Socket) => sockets.add(socket));
  server.on("connect", (request, client: Socket) => {
    client.on("error", () => {});
    connects.push({ authority: request.url ?? "", authorization: request.headers["proxy-authorization"] });
    const given = Buffer.from(request.headers["proxy-authorization"]?.split(" ")[1] ?? "", "base64").toString();
    if (auth !== undefined && given !== auth)
      return void client.end("HTTP/1.1 407 Authenticate\r\ncontent-length: 0\r\n\r\n");
    if (refuse === "silent") return;
    if (refuse === "cut") return void client.destroy();
    if (refuse !== undefined) return void client.end(`HTTP/1.1 ${refuse} No\r\ncontent-length: 2\r\n\r\nno`);
    const [host = "", port = ""] = (request.url ?? "").split(/:(?=\d+$)/);
    const target = connect(Number(port), host.replace(/^\[|\]$/g, ""), () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.on("data", (chunk) => {
        seen += chunk.toString("latin1");
        target.write(chunk);
      });
      target.on("data", (chunk) => {
        seen += chunk.toString("latin1");
        client.write(chunk);
      });
    });
    sockets.add(target);
    target.on("error", () => client.destroy());
    target.on("close", () => client.destroy());
    client.on("close", () => target.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, connects, seen: () => seen };
}
