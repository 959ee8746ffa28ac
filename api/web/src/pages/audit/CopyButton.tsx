import { useState } from 'react';
import { Button } from 'antd';
import { useWords } from '@/words';
import { words as uiWords } from '@/ui/words';

/** Takes a text to the clipboard, and says so. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const say = useWords(uiWords);
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <Button onClick={copy} onBlur={() => setCopied(false)}>
      <span aria-live="polite">{copied ? say('copied') : (label ?? say('copy'))}</span>
    </Button>
  );
}
