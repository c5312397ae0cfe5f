/** The part of ncc's programmatic interface that the build uses; the package has no types of its own. */
declare module "@vercel/ncc" {
  export interface Options {
    cache?: boolean;
    quiet?: boolean;
    /** Of the bundle; its chunks are named after it. */
    filename?: string;
    target?: string;
    /** What is not bundled but required when it is reached, by the words of the request. */
    externals?: Readonly<Record<string, string>>;
  }
  export interface Result {
    readonly code: string;
    readonly assets: Readonly<Record<string, { readonly source: string | Uint8Array }>>;
    /** webpack's own record of the build. */
    readonly stats: { toJson(): unknown };
  }
  export default function ncc(entry: string, options: Options): Promise<Result>;
}
