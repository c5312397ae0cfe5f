/** How a run ended, in one sentence. Names stand before their noun, so that the particle follows a word that is known. */
import { countByVerdict, VERDICTS, type Verdict } from "../../../usage-plan/verdicts.ts";
import type { Headlines, Subject } from "../catalog.ts";
import { number } from "../words.ts";
import { SUBJECT } from "./phrases.ts";

/** `무료 체험 플랜 Usage Plan이`, or `Usage Plan 3개가`. */
const plan = ({ plan: name, several }: Subject): string => (several ? `${name}가` : `${name} Usage Plan이`);
const stage = ({ stage: name, stages }: Subject): string => (stages ? name : `${name} Stage`);

const TALLY: { readonly [V in Verdict]: string } = {
  unknown: "확인 불가",
  failed: "실패",
  refused: "중단",
  attached: "연결되어 있음",
  accepted: "접수(미확인)",
  detached: "연결 해제",
  restored: "복구",
  "would-detach": "연결 해제 예정",
  "would-restore": "복구 예정",
  "already-detached": "이미 연결 해제됨",
  "already-attached": "이미 연결됨",
};

const UNDO = { below: "아래", summary: "요약" } as const;

export const headlines: Headlines = {
  one: {
    detached: (of) => `${plan(of)} ${stage(of)}에서 연결 해제되었습니다`,
    accepted: (of) =>
      `NCP가 접수했습니다: ${plan(of)} ${of.mode === "restore" ? `${stage(of)}에 다시 연결` : `${stage(of)}에서 연결 해제`}되었는지는 조회하지 않았습니다`,
    "already-detached": (of) => {
      if (of.red) return `${plan(of)} ${stage(of)}에 연결되어 있지 않았습니다`;
      return of.mode === "check"
        ? `정상: ${plan(of)} ${stage(of)}에 연결되어 있지 않습니다`
        : `${plan(of)} 이미 ${stage(of)}에서 연결 해제되어 있었습니다`;
    },
    "would-detach": (of) => `모의 실행: ${plan(of)} ${stage(of)}에서 연결 해제될 예정입니다`,
    refused: (of) => `중단됨: ${plan(of)} ${stage(of)}에서 연결 해제되지 않았습니다`,
    failed: (of) =>
      ({
        detach: `${plan(of)} ${stage(of)}에서 연결 해제되지 않았습니다`,
        check: `확인하지 못했습니다: ${stage(of)}의 ${of.plan}`,
        restore: `${plan(of)} ${stage(of)}에 다시 연결되지 않았습니다`,
      })[of.mode],
    unknown: (of) =>
      of.mode === "restore"
        ? `확인 불가: ${plan(of)} ${stage(of)}에 다시 연결되었는지 알 수 없습니다`
        : `확인 불가: ${plan(of)} ${stage(of)}에서 연결 해제되었는지 알 수 없습니다`,
    restored: (of) => `${plan(of)} ${stage(of)}에 다시 연결되었습니다`,
    "already-attached": (of) => `${plan(of)} 이미 ${stage(of)}에 연결되어 있었습니다`,
    "would-restore": (of) => `모의 실행: ${plan(of)} ${stage(of)}에 다시 연결될 예정입니다`,
    attached: (of) => `${plan(of)} ${stage(of)}에 연결되어 있습니다${of.red ? "(연결되어 있지 않아야 합니다)" : ""}`,
  },
  nowhere: (of, { stages, apis }) =>
    `${plan(of)} 연결된 Stage가 없습니다(API ${number(apis)}개의 Stage ${number(stages)}개 조회)`,
  tooManyKeys: (of, count, limit) =>
    `중단됨: ${stage(of)}에서 API Key ${number(count)}개가 ${of.plan} Usage Plan을 사용 중입니다(허용: ${number(limit)}개)`,
  tooManyCalls: (of, count, limit) =>
    `중단됨: ${stage(of)}에서 ${of.plan} Usage Plan의 이번 달 호출이 ${number(count)}건입니다(허용: ${number(limit)}건)`,
  notFound: (level, id, parent) => `${parent === undefined ? "" : `${parent}에 `}${id} ${SUBJECT[level]} 없습니다`,
  plans: (count) => `Usage Plan ${number(count)}개`,
  stages: (count) => `Stage ${number(count)}개`,
  mixed: (outcomes, undo) => {
    const counts = countByVerdict(outcomes);
    const parts = VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => {
      const changed = undo !== undefined && (verdict === "detached" || verdict === "accepted");
      return `${TALLY[verdict]} ${counts[verdict]}개${changed ? `(되돌리기: ${UNDO[undo]})` : ""}`;
    });
    return `대상 ${number(outcomes.length)}개 중 ${parts.join(", ")}`;
  },
  nothing: "할 일이 없습니다: 해당하는 대상이 없습니다",
  stopped: (count) => `대상을 처리하기 전에 중단되었습니다: 문제 ${count}개`,
  rollback: (sentence) => `롤백: ${sentence}`,
  elsewhere: (sentence, origin) => `${sentence} – NCP가 아닌 ${origin}`,
};
