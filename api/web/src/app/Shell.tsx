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
  const [, first = '', second] = pathname.split('/');
  const whole = `/${first}/${second}`;
  const here = officePages.some(({ path, menu }) => menu && path === whole) ? whole : `/${first}`;
  return (
    <nav>
      <Menu
        mode="inline"
        items={items}
        selectedKeys={[here]}
        onClick={onChosen}
        style={{ borderInlineEnd: 0 }}
      />
    </nav>
  );
}

function SearchBox() {
  const say = useWords(words);
  const go = useNavigate();
  return (
    <div role="search" className="mz-search">
      <Input.Search
        allowClear
        aria-label={say('search')}
        placeholder={say('search')}
        onSearch={(text) => text.trim() && go(`/search?q=${encodeURIComponent(text.trim())}`)}
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
      <Button type="text" aria-label={`${say('account')} ${session.person}`}>
        {session.person}
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
        <Link to="/" className="mz-brand" aria-label="明账">
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
            style={{ maxWidth: wide ? 320 : 150 }}
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
          <Layout.Sider width={208} style={{ borderInlineEnd: '1px solid #e8eaee', paddingTop: 8 }}>
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
            <SearchBox />
            <SideMenu onChosen={() => setOpen(false)} />
          </Drawer>
        )}
        <Layout.Content id="content" role="main" tabIndex={-1}>
          <Boundary key={pathname}>
            <Suspense fallback={<Spin size="large" style={{ margin: 64 }} />}>{children}</Suspense>
          </Boundary>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}
