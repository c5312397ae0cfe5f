/** How a target ended. */
import type { Catalog } from "../catalog.ts";
import { number } from "../words.ts";
import { planIs as plan, stageOf as stage } from "./phrases.ts";

export const verdicts: Catalog["verdicts"] = {
  unknown: {
    label: "확인 불가",
    tally: (count) => `확인 불가 ${number(count)}개`,
    headline: (of) =>
      of.aim === "on"
        ? `확인 불가: ${plan(of)} ${stage(of)}에 다시 연결되었는지 알 수 없습니다`
        : `확인 불가: ${plan(of)} ${stage(of)}에서 연결 해제되었는지 알 수 없습니다`,
  },
  failed: {
    label: "실패",
    tally: (count) => `실패 ${number(count)}개`,
    headline: (of) =>
      ({
        off: `${plan(of)} ${stage(of)}에서 연결 해제되지 않았습니다`,
        look: `확인하지 못했습니다: ${stage(of)}의 ${of.plan}`,
        on: `${plan(of)} ${stage(of)}에 다시 연결되지 않았습니다`,
      })[of.aim],
  },
  refused: {
    label: "중단됨",
    tally: (count) => `중단 ${number(count)}개`,
    headline: (of) => `중단됨: ${plan(of)} ${stage(of)}에서 연결 해제되지 않았습니다`,
  },
  attached: {
    label: "연결되어 있음",
    tally: (count) => `연결되어 있음 ${number(count)}개`,
    headline: (of) => `${of.red ? "연결 해제되어 있어야 할 " : ""}${plan(of)} ${stage(of)}에 연결되어 있습니다`,
    next: "현황 조회입니다. 추가로 할 일은 없습니다.",
  },
  accepted: {
    label: "접수됨(미확인)",
    tally: (count) => `접수(미확인) ${number(count)}개`,
    headline: (of) =>
      `NCP가 접수했습니다: ${plan(of)} ${of.aim === "on" ? `${stage(of)}에 다시 연결` : `${stage(of)}에서 연결 해제`}되었는지는 조회하지 않았습니다`,
    next: "조회 권한이 있는 인증키로 `mode: check`를 실행하거나 콘솔에서 확인해 주십시오.",
  },
  detached: {
    label: "연결 해제됨",
    tally: (count) => `연결 해제 ${number(count)}개`,
    headline: (of) => `${plan(of)} ${stage(of)}에서 연결 해제되었습니다`,
    next: "되돌리려면 아래 “되돌리기”에 있는 스텝을 사용해 주십시오.",
  },
  restored: {
    label: "복구됨",
    tally: (count) => `복구 ${number(count)}개`,
    headline: (of) => `${plan(of)} ${stage(of)}에 다시 연결되었습니다`,
    next: "추가로 할 일은 없습니다.",
  },
  "would-detach": {
    label: "연결 해제 예정",
    tally: (count) => `연결 해제 예정 ${number(count)}개`,
    headline: (of) => `모의 실행: ${plan(of)} ${stage(of)}에서 연결 해제될 예정입니다`,
    next: "실제로 적용하려면 같은 스텝을 `dry-run` 없이 실행해 주십시오.",
  },
  "would-restore": {
    label: "복구 예정",
    tally: (count) => `복구 예정 ${number(count)}개`,
    headline: (of) => `모의 실행: ${plan(of)} ${stage(of)}에 다시 연결될 예정입니다`,
    next: "실제로 적용하려면 같은 스텝을 `dry-run` 없이 실행해 주십시오.",
  },
  "already-detached": {
    label: "이미 연결 해제됨",
    tally: (count) => `이미 연결 해제됨 ${number(count)}개`,
    headline: (of) => {
      if (of.red) return `${plan(of)} ${stage(of)}에 연결되어 있지 않았습니다`;
      return of.aim === "look"
        ? `정상: ${plan(of)} ${stage(of)}에 연결되어 있지 않습니다`
        : `${plan(of)} 이미 ${stage(of)}에서 연결 해제되어 있었습니다`;
    },
    next: "추가로 할 일은 없습니다.",
  },
  "already-attached": {
    label: "이미 연결됨",
    tally: (count) => `이미 연결됨 ${number(count)}개`,
    headline: (of) => `${plan(of)} 이미 ${stage(of)}에 연결되어 있었습니다`,
    next: "추가로 할 일은 없습니다.",
  },
};
