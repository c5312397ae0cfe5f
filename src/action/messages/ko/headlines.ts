/** How a run ended: one sentence without its full stop. */
import type { Catalog } from "../catalog.ts";
import { number } from "../words.ts";
import { planIs as plan, SUBJECT, stageOf as stage } from "./phrases.ts";

export const headlines: Catalog["headlines"] = {
  nowhere: (of, { stages, apis }) =>
    `${plan(of)} 연결된 Stage가 없습니다(API ${number(apis)}개의 Stage ${number(stages)}개 조회)`,
  tooManyKeys: (of, count, limit) =>
    `중단됨: ${stage(of)}에서 API Key ${number(count)}개가 ${of.plan} Usage Plan을 사용 중입니다(허용: ${number(limit)}개)`,
  tooManyCalls: (of, count, limit) =>
    `중단됨: ${stage(of)}에서 ${of.plan} Usage Plan의 이번 달 호출이 ${number(count)}건입니다(허용: ${number(limit)}건)`,
  changed: (of) => `중단됨: ${stage(of)}의 ${plan(of)} 승인받은 내용과 다릅니다`,
  notFound: (level, id, parent) => `${parent === undefined ? "" : `${parent}에 `}${id} ${SUBJECT[level]} 없습니다`,
  plans: (count) => `Usage Plan ${number(count)}개`,
  stages: (count) => `Stage ${number(count)}개`,
  mixed: (tallies, count) => `대상 ${number(count)}개 중 ${tallies.join(", ")}`,
  undo: { below: "(되돌리기: 아래)", summary: "(되돌리기: 요약)" },
  nothing: "할 일이 없습니다: `*`에 해당하는 대상이 없습니다",
  stopped: (count) => `대상을 처리하기 전에 중단되었습니다: 문제 ${count}개`,
  rollback: (sentence) => `롤백: ${sentence}`,
  elsewhere: (sentence, origin) => `${sentence} – NCP가 아닌 ${origin}`,
};
