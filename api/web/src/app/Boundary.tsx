import { Component, type ReactNode } from 'react';
import { Button, Result } from 'antd';
import { useWords } from '@/words';
import { words } from './words';

function Broken() {
  const say = useWords(words);
  return (
    <Result
      status="error"
      title={say('broken')}
      subTitle={say('brokenWhy')}
      extra={<Button onClick={() => location.reload()}>{say('backHome')}</Button>}
    />
  );
}

/** A page that fails takes nothing else with it. */
export class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  componentDidCatch(error: unknown) {
    console.error(error);
  }
  render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}
