import type { ThemeConfig } from 'antd';

/** One accent colour, dark enough on white for AA; figures of one width come from base.css. */
export const theme: ThemeConfig = {
  cssVar: { key: 'mz' },
  token: {
    colorPrimary: '#0958d9',
    colorPrimaryHover: '#0a4bb5',
    colorLink: '#0958d9',
    colorInfo: '#0958d9',
    colorSuccess: '#237804',
    colorWarning: '#965a00',
    colorError: '#cf1322',
    // Derived from such dark colours these would be grey.
    colorSuccessBg: '#f6ffed',
    colorSuccessBorder: '#b7eb8f',
    colorWarningBg: '#fffbe6',
    colorWarningBorder: '#ffe58f',
    colorErrorBg: '#fff1f0',
    colorErrorBorder: '#ffa39e',
    colorTextPlaceholder: 'rgba(0, 0, 0, 0.56)',
    colorTextDescription: 'rgba(0, 0, 0, 0.62)',
    borderRadius: 6,
    fontSize: 14,
    motion: false,
    fontFamily:
      "-apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', bodyBg: '#f5f6f8', headerHeight: 52 },
    Menu: { itemHeight: 34, itemMarginBlock: 2 },
    Descriptions: { labelColor: 'rgba(0, 0, 0, 0.65)' },
    Table: { headerBg: '#fafafa', cellPaddingBlockMD: 9 },
  },
};
