export const TLS_MODES = ["trusted", "wrong-name", "unknown-ca", "expired"] as const;
export type TlsMode = (typeof TLS_MODES)[number];

export interface Certificate {
  /** Private key and certificate of the server, in PEM. */
  readonly key: string;
  readonly cert: string;
  /** The CA that a client is to trust, in PEM. */
  readonly ca: string;
}

const DAY = 86_400_000;

/** Makes a CA and a server's certificate, for this process and no longer. Their keys are never written anywhere. */
export async function certificate(mode: TlsMode): Promise<Certificate> {
  const { generate } = await import("selfsigned");
  const now = Date.now();
  const common = { keyType: "ec", algorithm: "sha256", notBeforeDate: new Date(now - 3 * DAY) } as const;
  const authority = (name: string) =>
    generate([{ name: "commonName", value: name }], {
      ...common,
      notAfterDate: new Date(now + 30 * DAY),
      extensions: [
        { name: "basicConstraints", cA: true, critical: true },
        { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
      ],
    });
  const ca = await authority("Emulator CA");
  const signer = mode === "unknown-ca" ? await authority("Some other CA") : ca;
  const names =
    mode === "wrong-name"
      ? [{ type: 2 as const, value: "other-host.invalid" }]
      : [
          { type: 2 as const, value: "localhost" },
          { type: 7 as const, ip: "127.0.0.1" },
          { type: 7 as const, ip: "::1" },
        ];
  const leaf = await generate([{ name: "commonName", value: names[0]?.value ?? "localhost" }], {
    ...common,
    notAfterDate: new Date(mode === "expired" ? now - DAY : now + 30 * DAY),
    ca: { key: signer.private, cert: signer.cert },
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: names },
    ],
  });
  return { key: leaf.private, cert: leaf.cert, ca: ca.cert };
}
