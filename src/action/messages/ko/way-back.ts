/** What the post step says, and a restore of what others have changed since. */
import type { Catalog } from "../catalog.ts";
import { clockTime, quoted } from "../words.ts";
import { CONSOLE, listed, plan, stage } from "./phrases.ts";
import { ZONE } from "./units.ts";

export const wayBackProblems = {
  "state-damaged": () => ({
    what: "메인 스텝이 남긴 기록이 손상되어 무엇이 변경되었는지 알 수 없습니다. 다시 연결한 것은 없습니다.",
    why: ["러너의 상태 파일이 전달 과정에서 잘리거나 바뀌었습니다. 예: 디스크 공간 부족, 러너 종료."],
    fix: [
      "메인 스텝의 로그와 요약에서 변경한 내용을 확인하고, 그 receipt로 이 GitHub Action을 `mode: restore`로 실행해 주십시오.",
      `또는 콘솔(${CONSOLE})에서 Stage를 비교해 주십시오.`,
    ],
  }),
  "main-still-running": () => ({
    what: "메인 스텝이 아직 실행 중일 수 있고, 중지 요청을 받고도 끝나지 않았습니다. 연결이 다시 해제될 수 있으므로 다시 연결하지 않았습니다.",
    why: [
      "컨테이너에서 실행되는 job에서는 취소 신호가 컨테이너 안의 프로세스에 전달되지 않습니다.",
      "두 스텝이 서로의 프로세스를 볼 수 없습니다.",
    ],
    fix: [
      "job이 끝난 뒤 이 스텝의 로그와 요약에 있는 receipt로 이 GitHub Action을 `mode: restore`로 실행해 주십시오.",
      `또는 콘솔(${CONSOLE})에서 Stage를 확인해 주십시오.`,
    ],
  }),
} satisfies Partial<Catalog["problems"]>;

export const wayBackNotes = {
  "key-gone": (facts) => `${quoted(facts.name)} API Key가 삭제되어 ${plan(facts)}에 되돌리지 않습니다.`,
  "keys-not-known": (facts) =>
    `${stage(facts)}에서 ${plan(facts)}의 연결을 해제할 때 API Key를 조회하지 않았습니다. 사용하던 API Key는 되돌리지 않습니다.`,
  "may-still-land": (facts) =>
    `${stage(facts)}에 ${plan(facts)}이 현재 연결되어 있습니다. ${clockTime(facts.sentAt, ZONE)}에 보낸 요청이 나중에 처리되어 연결이 해제될 수 있으니 다시 확인해 주십시오.`,
  "plan-made-anew": (facts) =>
    `${stage(facts)}에 연결되어 있던 ${plan(facts)}은 더 이상 없습니다. 이름이 같은 Usage Plan: ${listed(facts.list)}. 연결하지 않았습니다.`,
  "rollback-nothing": () => "이 스텝이 변경한 것이 없으므로 롤백할 것이 없습니다.",
  "rollback-no-record": () =>
    "메인 스텝이 남긴 작업 기록이 없어 롤백하지 않습니다. 작업을 시작하기 전에 종료되었습니다. 메인 스텝의 로그를 확인해 주십시오.",
  "rollback-waits": () => "메인 스텝이 아직 실행 중입니다. 중지를 요청하고 끝날 때까지 기다립니다.",
  "secret-is-short": ({ name }) =>
    `${quoted(name)} 변수의 시크릿이 8자보다 짧습니다. 러너는 ID와 출력값을 포함해 같은 문자열이 나오는 모든 곳을 가립니다.`,
} satisfies Partial<Catalog["notes"]>;
