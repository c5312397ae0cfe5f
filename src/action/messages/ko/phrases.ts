/**
 * What several Korean messages share. Names stand before their noun ("Gold" Usage Plan), so that the particle
 * follows a word that is known.
 */
import type { ReplyFacts } from "../../../ncloud/errors.ts";
import type { Level } from "../../../usage-plan/types.ts";
import { createPhrases, isWrite, lookAt, quoted, type Subject } from "../words.ts";
import { reasons } from "./reasons.ts";

export const { listed, lineOf, keyLine, because, said, time, clock } = createPhrases({
  more: (count) => ` 외 ${count}개`,
  ncpCode: "NCP 코드",
  gap: "",
  units: { ms: "밀리초", s: "초", min: "분", h: "시간", d: "일" },
  // One zone, and no summer time.
  zone: { name: "KST", hours: 9 },
  reasons,
});

export const stage = (facts: { readonly stage: string }): string => `${quoted(facts.stage)} Stage`;
export const plan = (facts: { readonly plan: string }): string => `${quoted(facts.plan)} Usage Plan`;
export const CONSOLE = "Services > Application Services > API Gateway > Usage Plans 또는 My Products";

const RELATED = "사용자 정의 정책에는 각 액션(권한)의 연관 액션도 함께 포함해야 합니다.";
const READER = `서브 계정에 관리형 정책 NCP_API_GATEWAY_VIEWER(조회) 또는 NCP_API_GATEWAY_MANAGER(조회 및 변경)를 부여해 주십시오. ${RELATED}`;
const WRITER = `서브 계정에 관리형 정책 NCP_API_GATEWAY_MANAGER를 부여해 주십시오. 거부된 것은 변경 요청이며, NCP_API_GATEWAY_VIEWER로는 조회만 할 수 있습니다. ${RELATED}`;

/** The policy that allows the request. */
export const permissions = ({ operation = "" }: Partial<ReplyFacts>): string => (isWrite(operation) ? WRITER : READER);

/** Without it a sub account's keys are refused whatever its policies are. */
export const ACCESS =
  "Sub Account 콘솔에서 서브 계정의 'API Gateway 접근'이 허용되어 있고 Access Key가 사용 중인지 확인해 주십시오.";

export const COPY_IDS = `콘솔(${CONSOLE})에서 ID를 복사하거나, ID 대신 이름을 입력해 주십시오.`;

/** Where the truth can be seen when the action could not see it. */
export function look(facts: { readonly stage: string; readonly operation: string }): string {
  const read = lookAt(facts.operation);
  return `콘솔(${CONSOLE})에서 ${stage(facts)}에 연결된 Usage Plan을 확인하거나, 이 GitHub Action을 \`mode: check\`로 실행해 주십시오.${read === undefined ? "" : ` \`${read}\` 요청으로도 확인할 수 있습니다.`}`;
}

export const AGAIN =
  "스텝을 다시 실행해 주십시오. `verify: true`(기본값)이면 먼저 현재 상태를 조회하고 남은 작업만 수행합니다.";

export const NOUN: { readonly [L in Level]: string } = {
  product: "Product",
  api: "API",
  stage: "Stage",
  "usage-plan": "Usage Plan",
};

/** The subject particle of each. */
export const SUBJECT: { readonly [L in Level]: string } = {
  product: "Product가",
  api: "API가",
  stage: "Stage가",
  "usage-plan": "Usage Plan이",
};

// Of a headline: names stand before their noun, so that the particle follows a word that is known.
/** `무료 체험 플랜 Usage Plan이`, or `Usage Plan 3개가`. */
export const planIs = ({ plan: name, several }: Subject): string => (several ? `${name}가` : `${name} Usage Plan이`);
export const stageOf = ({ stage: name, stages }: Subject): string => (stages ? name : `${name} Stage`);

export const NOT_SENT = "요청은 보내지 않았습니다.";
export const NOTHING_WRITTEN = "이 대상에는 변경한 것이 없습니다.";

/** What became of a target that was stopped; API keys may have moved to its successor by then. */
export const written = (moved = false): string =>
  moved ? "연결은 해제하지 않았으며, 그때까지 옮긴 API Key는 receipt에 있습니다." : NOTHING_WRITTEN;
