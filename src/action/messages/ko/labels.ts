import type { Counts, Labels } from "../catalog.ts";

const verdict = {
  detached: "연결 해제됨",
  accepted: "접수됨(미확인)",
  "already-detached": "이미 연결 해제됨",
  "would-detach": "연결 해제 예정",
  refused: "거절됨",
  failed: "실패",
  unknown: "알 수 없음",
  restored: "복구됨",
  "already-attached": "이미 연결됨",
  "would-restore": "복구 예정",
  attached: "연결되어 있음",
} as const;

export const labels: Labels = {
  level: { product: "Product", api: "API", stage: "Stage", "usage-plan": "Usage Plan" },
  verdict,
  sentence: {
    detached: "연결 해제됨: Usage Plan이 Stage에서 연결 해제되었습니다.",
    accepted: "NCP가 접수했지만 결과는 조회하지 않았습니다(verify: false).",
    "already-detached": "이미 연결 해제됨: Usage Plan이 Stage에 연결되어 있지 않습니다. 변경한 것은 없습니다.",
    "would-detach": "모의 실행: Usage Plan이 Stage에 연결되어 있으며 연결 해제될 예정입니다. 변경한 것은 없습니다.",
    refused: "거절됨: 변경한 것은 없습니다.",
    failed: "실패했습니다.",
    unknown: "알 수 없음: 처리되었을 수도, 처리되지 않았을 수도 있습니다.",
    restored: "복구됨: Usage Plan이 Stage에 다시 연결되었습니다.",
    "already-attached": "이미 연결됨: Usage Plan이 Stage에 연결되어 있습니다. 변경한 것은 없습니다.",
    "would-restore":
      "모의 실행: Usage Plan이 Stage에 연결되어 있지 않으며 다시 연결될 예정입니다. 변경한 것은 없습니다.",
    attached: "연결되어 있음: Usage Plan이 연결되어 있지 않아야 할 Stage에 연결되어 있습니다.",
  },
  next: {
    detached: "되돌리려면 아래 되돌리기에 있는 스텝을 사용해 주십시오.",
    accepted: "조회 권한이 있는 인증키로 `mode: check`를 실행하거나 콘솔에서 확인해 주십시오.",
    "already-detached": "추가로 할 일은 없습니다.",
    "would-detach": "실제로 적용하려면 같은 스텝을 `dry-run` 없이 실행해 주십시오.",
    restored: "추가로 할 일은 없습니다.",
    "already-attached": "추가로 할 일은 없습니다.",
    attached: "현황 조회입니다. 추가로 할 일은 없습니다.",
    "would-restore": "실제로 적용하려면 같은 스텝을 `dry-run` 없이 실행해 주십시오.",
  },
  whatNext: "다음 단계",
  calls: (count) => `이번 달 호출 ${count}건`,
  headline({ result, mode, dryRun }, counts) {
    if (counts.total === 0) return "할 일이 없습니다: 해당하는 대상이 없습니다.";
    const what = { detach: "연결 해제", check: "확인", restore: "복구" }[mode];
    return `${what}${dryRun ? "(모의 실행)" : ""}: ${verdict[result]}. ${tally(counts)}`;
  },
  stopped: (count) =>
    count <= 1 ? "대상을 처리하기 전에 실패했습니다." : `대상을 처리하기 전에 실패했습니다. 문제 ${count}개.`,
  redTargets: (red, total) => `대상 ${total}개 중 ${red}개에 문제가 있습니다. 첫 번째 문제:`,
  sideFailure: (what, words) =>
    ({
      summary: `job 요약을 쓰지 못했습니다: ${words}`,
      comment: `이슈에 댓글을 남기지 못했습니다: ${words}. 토큰에 \`permissions: issues: write\` 권한이 있고 이슈에 댓글을 달 수 있는지 확인해 주십시오.`,
      outputs: `출력값을 쓰지 못했습니다: ${words}`,
    })[what],
  dryRun: "모의 실행",
  target: "대상",
  result: "결과",
  before: "이전 Usage Plan",
  after: "이후 Usage Plan",
  nothing: "없음",
  by: "실행한 사람",
  run: "실행",
  reason: "사유",
  time: "시각",
  site: "사이트",
  what: "발생한 문제",
  why: "주요 원인",
  fix: "조치 방법",
  more: "자세히",
  details: "상세 내용",
  warnings: "경고",
  keys: "Usage Plan을 사용하는 API Key",
  undo: "되돌리기",
  undoHow: "이 실행이 연결 해제한 Usage Plan을 다시 연결하려면 다음 스텝을 워크플로에 추가해 주십시오.",
  undoTooLarge: "receipt가 너무 커서 여기에 표시하지 않습니다. 이 스텝의 출력값 `receipt`를 사용해 주십시오.",
  moreRows: (count) => `… 외 ${count}개: 출력값 \`results\`를 확인해 주십시오.`,
  moreWarnings: (count) => `… 외 경고 ${count}개는 로그를 확인해 주십시오.`,
  targets: (count) => `대상 (${count}개)`,
  audit: "Usage Plan 작업 기록",
  rollback: "롤백",
};

function tally(counts: Counts): string {
  const words = Object.entries(verdict).flatMap(([key, word]) => {
    const count = counts[key as keyof typeof verdict];
    return count === 0 ? [] : [`${word} ${count}개`];
  });
  return `대상 ${counts.total}개 중 ${words.join(", ")}.`;
}
