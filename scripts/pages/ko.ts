import type { english } from "./en.ts";
import type { PageText } from "./text.ts";

export const korean: PageText & Pick<typeof english, "warnings"> = {
  title: "문제 해결",
  intro: `
<!-- npm run build가 src/action/messages와 scripts/pages에서 만드는 문서입니다. 직접 수정하지 마십시오. -->

[English](troubleshooting.md)

모든 문제에는 코드가 있습니다. 코드는 출력값 \`code\`, 대상별 \`results\`, 로그의 "자세히:" 링크 끝에 표시됩니다.
각 항목에는 실행 로그의 예시, 주요 원인, 조치 방법, 배경 설명이 있습니다.

먼저 결과를 확인해 주십시오. 어디까지 확인되었는지 알 수 있습니다.

| 결과 | Stage의 상태 |
|---|---|
| \`failed\` | 이 실행은 Usage Plan을 변경하지 않았습니다. 그 전에 API Key가 후속 Usage Plan으로 옮겨졌을 수 있습니다(\`results\`에서 대상의 \`changed\` 참고) |
| \`refused\` | 제한, 승인 내용 또는 다른 대상의 잘못된 ID 때문에 중단되었습니다. 변경한 것이 없습니다 |
| \`unknown\` | 요청이 처리되었을 수도 있으나 조회로 확인하지 못했습니다. **먼저 Stage를 확인해 주십시오** |
| \`attached\` | \`mode: check\`에서 Usage Plan이 발견되었습니다. 변경한 것이 없습니다 |
| 빨간색 \`already-detached\` | 연결되어 있지 않았으며, \`if-not-attached: fail\` 설정에 따라 실패로 처리했습니다 |

Stage를 확인하는 방법은 세 가지입니다. 콘솔(Services > Application Services > API Gateway > Usage Plans 또는
My Products)을 보거나, 이 GitHub Action을 \`mode: check\`로 실행하거나, 서명한 요청
\`GET /api/v1/products/{product}/apis/{api}/stages/{stage}/usage-plans\`를 보냅니다.

\`verify: true\`(기본값)이면 스텝을 다시 실행해도 안전합니다. 먼저 조회하고 남은 작업만 수행합니다.
그렇지 않은 경우는 해당 항목에 적혀 있습니다.

로그를 더 자세히 보려면 "Enable debug logging"을 켜고 job을 다시 실행해 주십시오. 디버그 로그에도 비밀 정보는 없습니다.
`,
  chapters: {
    inputs: "입력값",
    names: "잘못된 이름과 ID",
    state: "Stage의 상태",
    keys: "API Key",
    approval: "승인",
    writes: "결과를 알 수 없는 변경",
    undo: "되돌리기와 롤백",
    replies: "NCP의 거부 응답",
    network: "네트워크와 제한",
    machine: "러너와 GitHub Action",
    warnings: "경고",
  },
  causes: "주요 원인:",
  fixes: "조치 방법:",
  rules: "입력값의 규칙과 조치 방법:",
  background: {
    "invalid-input": `
잘못된 입력값을 한 번에 모두 표시하며, 각각 규칙, 입력한 값, 조치 방법을 안내합니다.

**시크릿으로 설정한 키가 비어 있는 경우.** 포크와 Dependabot의 실행에는 시크릿이 전달되지 않습니다. environment
시크릿을 사용하려면 job에 \`environment:\`가 필요합니다. 시크릿 이름에 오타가 있으면 경고 없이 빈 값이 됩니다.
재사용 워크플로에는 \`secrets: inherit\`를 사용하거나 시크릿을 하나씩 전달해야 합니다.

**한쪽 키는 입력값, 다른 쪽 키는 환경 변수인 경우**는 허용하지 않습니다. 대부분 두 시크릿 중 하나가 비어 있는 것이며,
다른 계정의 키와 조합되면 잘못된 키로 보입니다.

**키 안의 공백.** \`gh secret set NAME < file\`과 \`echo … |\`는 끝에 줄바꿈을 남깁니다.

**\`site\`와 \`NCLOUD_API_GW\`가 다른 경우.** 이 환경 변수는 다른 호스트를 가리키므로 주소로 사용하지 않습니다. 다만
\`site\`와 다른 사이트의 값이라면 둘 중 하나가 잘못된 것입니다.`,
    "product-not-found": `
NCP는 어느 항목의 ID가 틀려도 똑같이 404로 응답합니다. 그래서 상위 항목의 목록에서 하나씩 찾아 처음으로 없는 것을
알려 드립니다. 다른 계정이나 다른 사이트의 인증키로는 다른 Product가 조회됩니다.`,
    "stage-not-found": "Stage를 삭제하고 다시 만들면 ID가 바뀝니다.",
    "plan-not-found": `
"이미 연결 해제됨"이 아닙니다. 오타가 성공으로 끝나는 일은 없습니다. Usage Plan을 의도적으로 삭제했다면 워크플로에서
지워 주십시오.`,
    "name-not-found": `
한글 이름은 양쪽 모두 완성형(NFC)으로 바꾸어 비교하므로 macOS에서 입력한 이름도 일치합니다. 한 줄로 입력하면 쉼표가 이름을
구분합니다. 이름에 쉼표가 있으면 YAML \`|\`를 사용해 한 줄에 하나씩 입력해 주십시오.`,
    "too-many-api-keys": `
사용 중인 Usage Plan의 연결 해제를 NCP가 거부하는지, API Key에 Stage의 기본 Usage Plan을 적용하는지는 NCP 문서에 나와
있지 않습니다. 먼저 API Key 사용자와 협의해 주십시오.`,
    "write-uncertain": `
Stage를 확인해 주십시오. Usage Plan이 없으면 처리된 것입니다. 1분 뒤에도 남아 있으면 스텝을 다시 실행해 주십시오.`,
    "attached-again": "누군가 의도적으로 연결했을 수 있는 Usage Plan은 다시 연결 해제하지 않습니다.",
    "receipt-invalid": `
형식은 [receipt.ko.md](receipt.ko.md)에 있습니다. 여러 receipt를 한 줄에 하나씩 입력하면 함께 되돌립니다.`,
    "rollback-failed": `
post 스텝의 어노테이션과 요약에 대상별 원인이 있습니다. 러너가 종료되거나 연결이 끊긴 경우, 작업 공간에 있는 액션을
\`uses: ./\`로 사용하는 job에서 작업 공간을 삭제한 경우, 스텝 자체에 \`continue-on-error\`를 설정한 경우에는 롤백할 수
없습니다. 이때는 receipt로 \`mode: restore\`를 실행해 주십시오.`,
    "authentication-failed": `
NCP는 위의 모든 경우에 똑같이 응답합니다. 응답의 \`Date\` 헤더로 러너의 시계가 어긋난 것이 확인되면 한 번 보정해 다시
시도하고 경고를 남깁니다.`,
    "permission-denied": `
NCP는 [API Gateway 정책의 액션 목록](https://guide.ncloud-docs.com/docs/apigw-apigw-etc)과 각 액션의 연관 액션을
공개하고 있습니다.`,
    forbidden: `
NCP는 [API Gateway 정책의 액션 목록](https://guide.ncloud-docs.com/docs/apigw-apigw-etc)과 각 액션의 연관 액션을
공개하고 있습니다.`,
    "tls-failed":
      "요청의 서명에는 본문이 포함되지 않으므로, 전송 중에 Usage Plan ID가 바뀌지 않게 하는 것은 TLS입니다.",
    deadline: "차례가 오지 않은 대상에는 변경한 것이 없습니다. 대상 수에 맞추어 `timeout`을 늘려 주십시오.",
    cancelled: "그때까지 수행한 작업은 출력값, 요약, receipt에 기록됩니다.",
  },
  warnings: {
    "clock-corrected": `
NCP는 시각이 5분 넘게 어긋난 요청을 거부합니다. 그래서 NCP 응답의 시각을 사용했습니다. 다른 도구는 보정하지 않으므로
러너의 시계를 NTP로 맞추어 주십시오.`,
    "neighbours-changed": `
이 실행이 작업하는 동안 같은 Stage의 다른 Usage Plan이 연결되거나 연결 해제되었습니다. 이 실행이 한 일은 아닙니다. 두
워크플로나 사람이 같은 Stage에서 동시에 작업하는지 확인해 주십시오. 워크플로의 \`concurrency:\`로 job이 겹치지 않게 할
수 있습니다.`,
    cancelling: `
취소된 job에는 몇 초만 남습니다. 새 변경은 시작하지 않고, 진행 중인 변경의 결과를 확인한 뒤 출력값, 요약, receipt를
기록합니다. \`rollback-on-failure\`를 사용하면 post 스텝이 변경을 되돌립니다.`,
    "done-after-refusal": `
게이트웨이는 실제로 처리된 요청에도 거절 응답을 보낼 수 있습니다. 두 번의 조회에서 원하는 상태가 확인되었으므로 그 상태를
결과로 표시하며, receipt로 되돌릴 수 있습니다. 다른 사람이 변경했다면 먼저 그 사람과 협의해 주십시오.`,
    "approval-others": "해당 Stage는 모의 실행을 다시 하고 승인을 받아 주십시오.",
    "plan-renamed": "이름이 바뀌어도 ID는 같으므로 다시 연결했습니다. 의도한 Usage Plan이 맞는지 확인해 주십시오.",
    "successor-kept": `
되돌린 실행 전에는 이 Stage에 없던 Usage Plan입니다. 사용하는 API Key를 콘솔에서 옮기거나 그대로 두십시오. 옮긴 뒤에는
이 Usage Plan의 연결을 따로 해제할 수 있습니다.`,
    "key-kept": `
receipt가 만들어진 뒤에 API Key가 다른 Usage Plan으로 옮겨졌습니다. 나중에 내린 결정이므로 그대로 둡니다. 원래대로
되돌리려면 콘솔(API Gateway > API Keys)에서 직접 옮겨 주십시오.`,
    "keys-unknown": `
계정에 Product의 API Key를 조회할 권한이 없거나 조회에 실패했습니다. 연결 해제는 그대로 진행합니다. 단,
\`max-affected-api-keys\`, \`max-affected-calls\` 또는 후속 Usage Plan을 지정했다면 오류로 처리합니다. 이때는 복구해도
API Key를 되돌릴 수 없습니다.`,
    "key-left": `
API Key를 옮기는 동안 다른 사람이 이 API Key를 옮기거나 삭제했습니다. 현재 상태를 그대로 둡니다.`,
    "successor-quota": `
후속 Usage Plan의 월 한도가 이 API Key들의 이번 달 호출 수보다 적습니다. 한도를 올리거나 사용자에게 알려 주십시오.`,
    "key-gone": "receipt가 만들어진 뒤에 API Key가 삭제되었으므로 되돌릴 것이 없습니다.",
    "keys-not-known": `
receipt를 만든 실행이 API Key를 조회하지 못했거나 조회하지 않도록 설정되어 있었습니다. Stage의 기본 Usage Plan이 적용된
API Key는 그대로 두므로 콘솔에서 확인해 주십시오.`,
    "plan-made-anew": `
receipt에 있는 Usage Plan이 삭제되고 같은 이름으로 새로 만들어졌습니다. ID로 판단하므로 연결하지 않았습니다. 새 Usage Plan을
대신 사용하려면 직접 연결해 주십시오.`,
    "may-still-land": `
응답을 받지 못한 요청은 30초쯤 뒤에도 처리될 수 있습니다. 그만큼 기다린 뒤에도 Usage Plan은 연결되어 있습니다. 잠시 뒤
\`mode: check\`로 확인해 주십시오.`,
    "rollback-no-record": `
메인 스텝은 첫 요청을 보내기 전에 롤백에 필요한 내용을 저장합니다. 기록이 없다면 그 전에 종료된 것이므로 변경한 것이
없습니다.`,
    "secret-is-short": `
러너는 로그에서 시크릿을 가리고, 시크릿이 들어 있는 출력값을 비웁니다. 짧은 단어로 된 비밀번호는 관계없는 곳에도 나타납니다.
더 긴 값을 사용해 주십시오.`,
    "receipt-shortened": "receipt는 그대로 사용할 수 있습니다. 이름은 출력값 `results`와 요약에 있습니다.",
  },
};
