import { headersFor, isProblem, noticeAnswer, Refused, Unreachable } from './client';

/**
 * Sends a file and takes its JSON answer. `sent` is told how much has left, 0 to 1: fetch cannot tell.
 * Errors: Refused, Unreachable.
 */
export function upload<T>(
  path: string,
  query: Record<string, string>,
  file: Blob,
  type: string,
  sent: (part: number) => void,
): Promise<T> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${path}?${new URLSearchParams(query)}`);
    for (const [name, value] of headersFor('POST')) request.setRequestHeader(name, value);
    request.setRequestHeader('Content-Type', type);
    request.upload.onprogress = ({ loaded, total }) => sent(total > 0 ? loaded / total : 1);
    request.upload.onload = () => sent(1);
    request.onerror = () => fail(new Unreachable(path));
    request.onload = () => {
      let answer: unknown;
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        return fail(new Unreachable(`${request.status} ${path}`));
      }
      noticeAnswer(path, request.status, answer);
      if (request.status === 200) return done(answer as T);
      fail(
        isProblem(answer)
          ? new Refused(answer, request.status)
          : new Unreachable(`${request.status} ${path}`),
      );
    };
    request.send(file);
  });
}
