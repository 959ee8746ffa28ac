/**
 * A document's number as the books can hold it, which know only letters, digits and signs:
 * "济民〔2026〕12号" is "[2026]12". Whoever wants the letters of the office types them: "JM[2026]12".
 */
export function plainDocumentNo(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[〔【〖]/g, '[')
    .replaceAll(/[〕】〗]/g, ']')
    .replaceAll(/[^ -~]/g, '')
    .trim();
}
