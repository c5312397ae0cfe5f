import type { CommentWords } from "../../audit-github.ts";

const PERMISSION = "The job needs `permissions: issues: write` (in a pull request's comments: `pull-requests: write`)";

/** Why there is no comment. Facts are one-line and visible; a text that nobody said is empty. */
export const commentFault: CommentWords = {
  "no-repository": () => "GITHUB_REPOSITORY is not set, so there is no repository to comment in.",
  address: () => "GITHUB_API_URL is not an https address, and the token is only sent over https.",
  unauthorized: ({ words }) => `GitHub does not accept the token (401${said(words)}). Is \`github-token\` still valid?`,
  forbidden: ({ words }) =>
    `the token lacks the permission (403${said(words)}). ${PERMISSION}. Tokens of pull requests from forks never have it, and a locked issue takes no comments.`,
  "not-found": ({ words }) =>
    `there is no such issue in this repository, or the token may not see it (404${said(words)}). Check \`audit-issue\`. ${PERMISSION}.`,
  gone: ({ words }) => `the issue was deleted, or the repository has issues switched off (410${said(words)}).`,
  "rate-limited": ({ status, words }) =>
    `GitHub asks this token to wait (${status}${said(words)}), longer than this run has time for.`,
  rejected: ({ status, words }) => `GitHub refused it (${status}${said(words)}).`,
  "server-error": ({ status, words }) =>
    `GitHub answered ${status}${said(words)}, twice or with no time left for a second try; the comment may have been left all the same.`,
  moved: ({ status, place }) =>
    `GitHub redirects (${status}${place === "" ? "" : `, to ${place}`}), and the token is not sent there. Was the issue transferred, or the repository renamed? Give the new number, or leave it out.`,
  "not-github": ({ status }) =>
    `what answered (${status}) named no comment, so it is probably not GitHub's API. Check GITHUB_API_URL, and whether there is a proxy or a login page on the way.`,
  certificate: ({ words }) =>
    `the certificate of GitHub's API cannot be trusted (${words}). A company's own CA goes into NODE_EXTRA_CA_CERTS.`,
  unreachable: ({ words }) => `GitHub's API cannot be reached (${words}).`,
  lost: ({ words }) => `no reply came (${words}); the comment may have been left all the same.`,
  late: ({ words }) => `the run's time was up (${words}); the comment may have been left all the same.`,
  unexpected: ({ words }) => words,
};

const said = (words: string): string => (words === "" ? "" : `: ${words}`);
