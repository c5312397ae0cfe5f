import type { PageText } from "./text.ts";

export const english = {
  title: "Troubleshooting",
  intro: `
<!-- Written by \`npm run build\` from src/action/messages and scripts/pages. Do not edit. -->

[한국어](troubleshooting.ko.md)

Every problem has a code. It is in the output \`code\`, in \`results\` (per target), and at the end of the link that the
log shows after "More:". Each section shows what a run says, with example values, then causes, fixes and background.

First look at the verdict: it says how much is known.

| result | what it means for the stage |
|---|---|
| \`failed\` | this run did not change the plan; API keys may have moved to its successor by then (\`changed\` of the target in \`results\`) |
| \`refused\` | a guard stopped it; nothing was written |
| \`unknown\` | a request may have been carried out, and no read could tell. **Look at the stage first** |
| \`attached\` | \`mode: check\` found the plan; nothing was written |
| \`already-detached\` in red | the plan was not on the stage, and \`if-not-attached: fail\` makes that a failure |

Three ways to look at a stage: the console (Services > Application Services > API Gateway > Usage Plans or
My Products), this action with \`mode: check\`, or the signed request
\`GET /api/v1/products/{product}/apis/{api}/stages/{stage}/usage-plans\`.

With \`verify: true\` (the default) it is safe to run a step again: it reads first, and does only what is left to do.
The exceptions say so.

For more lines in the log, run the job again with "Enable debug logging". The debug log holds no secrets, either.
`,
  chapters: {
    inputs: "Inputs",
    names: "Wrong names and ids",
    state: "The state of the stage",
    keys: "API keys",
    approval: "Approvals",
    writes: "Writes with an unknown result",
    undo: "Undo and rollback",
    replies: "NCP says no",
    network: "The network, and limits",
    machine: "The runner and the action",
    warnings: "Warnings",
  },
  causes: "Usual causes:",
  fixes: "What to do:",
  rules: "The rules of inputs, and how to keep them:",
  background: {
    "invalid-input": `
All wrong inputs are listed at once, each with the rule, the value and the fix.

**A key is empty although it is set from a secret.** Runs from forks and of Dependabot get no secrets. A secret of an
environment needs \`environment:\` in the job. A misspelt secret name is an empty text, without a warning from GitHub.
A reusable workflow gets secrets only with \`secrets: inherit\` or one by one.

**One key from an input, the other from the environment** is refused: mostly one of two secrets is empty, and half a
pair of another account looks like a wrong key.

**White space in a key.** \`gh secret set NAME < file\` and \`echo … |\` keep a line break at the end of the text.

**\`site\` contradicts \`NCLOUD_API_GW\`.** That variable names another host than this API's, so it is not used as an
address; but when it belongs to another site than \`site\`, one of the two is wrong.`,
    "product-not-found": `
NCP answers 404 alike for a wrong id of any level, so the action looks for each level in the list of the level above,
and names the first one that is missing. Credentials of another account or site see other products.`,
    "stage-not-found": "A stage that was deleted and created again has a new id.",
    "plan-not-found": `
This is not "already detached": a typo never ends green. If the plan was deleted on purpose, remove it from the
workflow.`,
    "name-not-found": `
Korean names are compared in composed form (NFC) on both sides, so a name typed on macOS fits. In a value of one line,
commas separate names: a name with a comma goes on a line of its own (YAML \`|\`).`,
    "too-many-api-keys": `
NCP does not document whether it refuses to detach a plan in use, or lets the keys fall back to the stage's default
plan. Talk to the owners of the keys first.`,
    "write-uncertain": `
Look at the stage. If the plan is gone, it worked. If it is still there after a minute, run the step again.`,
    "attached-again": "The action never detaches again what somebody may have attached on purpose.",
    "receipt-invalid": `
The format is in [receipt.md](receipt.md). Several receipts, one per line, are one undo.`,
    "rollback-failed": `
The annotation and the summary of the post step have the reason for each target. A rollback cannot work when the
runner is shut down or loses its connection, when the workspace was deleted in a job that uses the action from it
(\`uses: ./\`), or when \`continue-on-error\` is set on the step itself. Use \`mode: restore\` with the receipt then.`,
    "authentication-failed": `
NCP gives the same answer to all of these. When the reply's \`Date\` shows that the runner's clock is off, the action
corrects it once, tries again and warns.`,
    "permission-denied": `
NCP publishes a [table of API Gateway's policy actions](https://guide.ncloud-docs.com/docs/apigw-apigw-etc), with the
related actions of each.`,
    forbidden: `
NCP publishes a [table of API Gateway's policy actions](https://guide.ncloud-docs.com/docs/apigw-apigw-etc), with the
related actions of each.`,
    "tls-failed": `
The signature of a request does not cover its body, so TLS is what keeps the plan's id unchanged on the way.`,
    deadline: "Nothing was written for a target whose turn did not come. Raise `timeout` with the number of targets.",
    cancelled: "Outputs, summary and receipt hold what was done before.",
  },
  warnings: {
    "clock-corrected": `
NCP refuses requests whose time is more than 5 minutes off. The action took the time from NCP's reply. Set the clock
of the runner with NTP: other tools do not correct it.`,
    "neighbours-changed": `
While this run worked on the stage, other usage plans of it were attached or detached. This run did not do that. See
whether two workflows or people work on one stage at the same time; the workflow's \`concurrency:\` keeps jobs apart.`,
    cancelling: `
A cancelled job has a few seconds. The action starts no new write, finds out about the one in progress, and writes
outputs, summary and receipt. With \`rollback-on-failure\` the post step undoes the changes.`,
    "done-after-refusal": `
A gateway can answer "no" to a request that was carried out all the same. Two reads show the wanted state, so the
verdict is what is true of the plan, and the receipt can undo it. If somebody else made the change, talk to them first.`,
    "approval-others": "Make another dry run for those stages, and have it approved.",
    "plan-renamed": `
A plan keeps its id under a new name, so it was put back. Check that it is still the plan you mean.`,
    "successor-kept": `
Before the run that is undone the plan was not on this stage. Move the keys that are on it in the console, or leave it
there; then detach it with a run of its own.`,
    "key-kept": `
The API key has been put on another plan since the receipt was written. That is the later decision, so it stays. Move
it by hand in the console (API Gateway > API Keys) if it should go back.`,
    "keys-unknown": `
The account may not read the product's API keys, or the read failed. The plan is detached all the same; with
\`max-affected-api-keys\`, \`max-affected-calls\` or a successor it is an error. A restore puts no keys back then.`,
    "key-left": `
While the plan was being emptied, somebody else moved or deleted this API key. It is left where it is now.`,
    "successor-quota": `
The successor's month quota is lower than the calls that these keys have made this month. Raise its quota, or tell the
owners of the keys.`,
    "key-gone": `
There is nothing to put back: the key was deleted after the receipt was written.`,
    "keys-not-known": `
The run that wrote the receipt could not, or was told not to, look at API keys. Those that fell to the stage's default plan
stay there: look at them in the console.`,
    "plan-made-anew": `
The receipt's plan was deleted, and one of the same name made. Ids decide, so it was not attached. Attach it by hand if it is
meant to take the old one's place.`,
    "may-still-land": `
A request that got no answer can be carried out up to half a minute later. The action waited for that, and the plan is
still on the stage. Run \`mode: check\` in a while.`,
    "rollback-no-record": `
A main step saves what it needs for a rollback before its first request. Where there is no record it was ended before, so it
changed nothing.`,
    "secret-is-short": `
A runner masks secrets in logs, and empties outputs that hold one. A password that is a word turns up in places that have
nothing to do with it. Use a longer one.`,
    "receipt-shortened": "The receipt works as it is. Names are in the output `results` and in the summary.",
  },
} satisfies PageText;
