import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { Typography } from 'antd';

/** A page: its title (the only h1), what one can do on it, and what it shows. */
export function Page({
  title,
  actions,
  about,
  children,
}: {
  title: string;
  actions?: ReactNode;
  about?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · 明账`;
  }, [title]);
  return (
    <div className="mz-page">
      <header className="mz-page-head">
        <div>
          <Typography.Title level={1} className="mz-title">
            {title}
          </Typography.Title>
          {about && <p className="mz-about">{about}</p>}
        </div>
        {actions && <div className="mz-actions mz-no-print">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
