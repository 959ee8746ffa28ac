import { App as AntApp, ConfigProvider, Result } from 'antd';
import en from 'antd/locale/en_US';
import zh from 'antd/locale/zh_CN';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import type { Root } from 'react-dom/client';
import { BrowserRouter, Link, Route, Routes } from 'react-router-dom';
import { Refused } from '@/api/client';
import { SignedIn } from '@/session/SignedIn';
import { hasDuty, useOffice } from '@/session/session';
import { useLanguage, useWords } from '@/words';
import './base.css';
import './print.css';
import { nonce, signStyles } from './nonce';
import { officePages } from './pages';
import { Shell } from './Shell';
import { theme } from './theme';
import { words } from './words';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the server has refused, it refuses again.
      retry: (count, error) => !(error instanceof Refused) && count < 3,
    },
  },
});

function NotFound() {
  const say = useWords(words);
  return (
    <Result
      status="404"
      title={say('notFound')}
      subTitle={say('notFoundWhy')}
      extra={<Link to="/">{say('backHome')}</Link>}
    />
  );
}

function Office() {
  const { session } = useOffice();
  return (
    <Shell>
      <Routes>
        {officePages
          .filter(({ duties }) => !duties || hasDuty(session, ...duties))
          .map(({ path, page: Page }) => (
            <Route key={path} path={path} element={<Page />} />
          ))}
        <Route path="*" element={<NotFound />} />
      </Routes>
    </Shell>
  );
}

function App() {
  const language = useLanguage();
  return (
    <ConfigProvider
      locale={language === 'zh' ? zh : en}
      theme={theme}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
    >
      <AntApp>
        <QueryClientProvider client={queries}>
          <BrowserRouter future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
            <SignedIn>
              <Office />
            </SignedIn>
          </BrowserRouter>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}

export function show(root: Root) {
  signStyles();
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
