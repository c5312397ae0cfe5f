import type { Labels } from "../catalog.ts";

const PERMISSION = "The job needs `permissions: issues: write` (in a pull request's comments: `pull-requests: write`)";

/** Why there is no comment. Facts are one-line and visible; a text that nobody said is empty. */
export const commentFault: Labels["commentFault"] = {
  "no-repository": () => "GITHUB_REPOSITORY is not set, so there is no repository to comment in.",
  address: () => "GITHUB_API_URL is not an https address, and the token goes nowhere else.",
  unauthorized: ({ words }) => `GitHub does not accept the token (401${said(words)}). Is \`github-token\` still valid?`,
  forbidden: ({ words }) =>
    `the token may not (403${said(words)}). ${PERMISSION}; in a pull request from a fork no token may; a locked issue takes no comment.`,
  "not-found": ({ words }) =>
    `there is no such issue in this repository, or the token may not see it (404${said(words)}). Check \`audit-issue\`. ${PERMISSION}.`,
  gone: ({ words }) => `the issue was deleted, or the repository has issues switched off (410${said(words)}).`,
  "rate-limited": ({ status, words }) =>
    `GitHub asks this token to wait (${status}${said(words)}), for longer than this run may.`,
  rejected: ({ status, words }) => `GitHub refused it (${status}${said(words)}).`,
  "server-error": ({ status, words }) =>
    `GitHub answered ${status}${said(words)}, twice or with no time left for a second try; it may be there all the same.`,
  moved: ({ status, place }) =>
    `GitHub sends us elsewhere (${status}${place === "" ? "" : `, to ${place}`}), and the token goes nowhere else. Was the issue transferred, or the repository renamed? Give the new number, or leave it out.`,
  "not-github": ({ status }) =>
    `what answered (${status}) named no comment: it is hardly GitHub's API. Look at GITHUB_API_URL, and for a proxy or a login page on the way.`,
  certificate: ({ words }) =>
    `the certificate of GitHub's API cannot be trusted (${words}). A company's own CA goes into NODE_EXTRA_CA_CERTS.`,
  unreachable: ({ words }) => `GitHub's API cannot be reached (${words}).`,
  lost: ({ words }) => `no reply came (${words}); the comment may be there all the same.`,
  late: ({ words }) => `the run's time was up (${words}); the comment may be there all the same.`,
  unexpected: ({ words }) => words,
};

const said = (words: string): string => (words === "" ? "" : `: ${words}`);
