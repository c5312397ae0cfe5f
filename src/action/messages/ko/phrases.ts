/**
 * What several Korean messages share. Names stand before their noun ("Gold" Usage Plan), so that the particle
 * follows a word that is known.
 */
import type { Facts, Level } from "../../../usage-plan/types.ts";
import { lookAt, quoted, reply, some } from "../words.ts";

export const said = (facts: Facts): string => reply(facts, "NCP 코드");
export const listed = (facts: Facts): string =>
  some(facts.list, (count) => ` 외 ${count}개`, facts.total ?? facts.count);
export const stage = (facts: Facts): string =>
  facts.stage === undefined ? "Stage" : `${quoted(facts.stage, "")} Stage`;
export const plan = (facts: Facts): string =>
  facts.plan === undefined ? "Usage Plan" : `${quoted(facts.plan, "")} Usage Plan`;

export const CONSOLE = "Services > Application Services > API Gateway > Usage Plans 또는 My Products";

export const PERMISSIONS =
  "서브 계정에 관리형 정책 NCP_API_GATEWAY_MANAGER(전체 권한) 또는 NCP_API_GATEWAY_VIEWER(조회 권한: `mode: check`, `dry-run`)를 부여해 주십시오. 사용자 정의 정책에는 각 액션의 관련 액션도 함께 포함해야 합니다.";

export const COPY_IDS = `콘솔(${CONSOLE})에서 ID를 복사하거나, ID 대신 이름을 입력해 주십시오.`;

/** Where the truth can be seen when the action could not see it. */
export function look(facts: Facts): string {
  const read = lookAt(facts);
  return `콘솔(${CONSOLE})에서 ${stage(facts)}에 연결된 Usage Plan을 확인하거나, 이 액션을 \`mode: check\`로 실행해 주십시오.${read === undefined ? "" : ` \`${read}\` 요청으로도 확인할 수 있습니다.`}`;
}

export const AGAIN = "스텝을 다시 실행해 주십시오. 먼저 현재 상태를 조회하고 남은 작업만 수행합니다.";

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
