import { Suspense, useState } from 'react';
import { Button, Drawer, Dropdown, Grid, Input, Layout, Menu, Select, Spin } from 'antd';
import type { MenuProps } from 'antd';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import { useLabels } from '@/domain/labels';
import { useTitles } from '@/domain/titles';
import { hasDuty, useOffice } from '@/session/session';
import { useWords } from '@/words';
import { Boundary } from './Boundary';
import { LanguageButton } from './LanguageButton';
import { menuPathOf } from './menuPath';
import { Offline } from './Offline';
import { office } from './page';
import { officePages } from './pages';
import { words } from './words';

/** The menu of what this person's duties have use for. */
function useMenu(): NonNullable<MenuProps['items']> {
  const say = useWords(words);
  const { session } = useOffice();
  const groups = new Map<string, { key: string; label: React.ReactNode }[]>();
  for (const { path, duties, menu } of officePages) {
    if (!menu || (duties && !hasDuty(session, ...duties))) continue;
    const items = groups.get(menu.group) ?? [];
    items.push({ key: path, label: <Link to={path}>{say(menu.name)}</Link> });
    groups.set(menu.group, items);
  }
  return [...groups].flatMap<NonNullable<MenuProps['items']>[number]>(([group, children]) =>
    group === 'home'
      ? children
      : [{ type: 'group', label: say(group as keyof typeof words), children }],
  );
}

function SideMenu({ onChosen }: { onChosen?: () => void }) {
  const items = useMenu();
  const { pathname } = useLocation();
  const here = menuPathOf(pathname, officePages);
  return (
    <nav>
      <Menu
        mode="inline"
        items={items}
        selectedKeys={here === undefined ? [] : [here]}
        onClick={onChosen}
        style={{ borderInlineEnd: 0 }}
      />
    </nav>
  );
}

function SearchBox({ onChosen }: { onChosen?: () => void }) {
  const say = useWords(words);
  const go = useNavigate();
  const { session } = useOffice();
  if (!hasDuty(session, ...office)) return null;
  return (
    <div role="search" className="mz-search">
      <Input.Search
        allowClear
        aria-label={say('search')}
        placeholder={say('search')}
        onSearch={(text) => {
          if (!text.trim()) return;
          go(`/search?q=${encodeURIComponent(text.trim())}`);
          onChosen?.();
        }}
      />
    </div>
  );
}

function PersonMenu() {
  const say = useWords(words);
  const label = useLabels();
  const { session, signOut } = useOffice();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'duties',
            disabled: true,
            label: session.duties.map((duty) => label('duty', duty)).join('、'),
          },
          { key: 'account', label: <Link to="/account">{say('account')}</Link> },
          { key: 'out', label: say('signOut'), onClick: () => void signOut() },
        ],
      }}
    >
      <Button type="text" className="mz-person" aria-label={`${say('account')} ${session.person}`}>
        <span className="mz-person-name">{session.person}</span>
      </Button>
    </Dropdown>
  );
}

/** The frame of all pages of the office. */
export function Shell({ children }: { children: React.ReactNode }) {
  const say = useWords(words);
  const wide = Grid.useBreakpoint().lg ?? true;
  const [open, setOpen] = useState(false);
  const { funds, fund, chooseFund } = useOffice();
  const title = useTitles();
  const { pathname } = useLocation();
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <a className="mz-skip" href="#content">
        {say('skip')}
      </a>
      <Layout.Header className="mz-header">
        {!wide && (
          <Button onClick={() => setOpen(true)} aria-label={say('menu')}>
            ☰
          </Button>
        )}
        <Link to="/" className="mz-brand" aria-label={`明账 ${say('home')}`}>
          <img src="/icon.svg" alt="" />
          {wide && '明账'}
        </Link>
        {funds.length > 0 && (
          <Select
            aria-label={say('fund')}
            value={fund}
            onChange={chooseFund}
            variant="borderless"
            popupMatchSelectWidth={false}
            className="mz-fund"
            options={funds.map((one) => ({ value: one.fund, label: title('funds', one.fund) }))}
          />
        )}
        <span className="mz-space" />
        {wide && <SearchBox />}
        <LanguageButton />
        <PersonMenu />
      </Layout.Header>
      <Layout hasSider>
        {wide ? (
          <Layout.Sider width={208} className="mz-sider">
            <SideMenu />
          </Layout.Sider>
        ) : (
          <Drawer
            placement="left"
            size={260}
            open={open}
            onClose={() => setOpen(false)}
            title="明账"
          >
            <SearchBox onChosen={() => setOpen(false)} />
            <SideMenu onChosen={() => setOpen(false)} />
          </Drawer>
        )}
        <Layout.Content id="content" role="main" tabIndex={-1}>
          <Offline />
          <Boundary key={pathname}>
            <Suspense fallback={<Spin size="large" style={{ margin: 64 }} />}>{children}</Suspense>
          </Boundary>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}
