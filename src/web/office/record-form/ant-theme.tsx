/** Ant Design in the colours and the language of this page. */
import { ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLanguage } from '../../kit/language.ts';

const token = {
  colorPrimary: '#1e5b3f',
  colorText: '#20251f',
  colorTextPlaceholder: '#6a6f68',
  colorTextDescription: '#575d55',
  colorBorder: '#b9b4a6',
  colorError: '#a02a1c',
  borderRadius: 4,
  fontSize: 15,
  controlHeight: 36,
  fontFamily: 'var(--font)',
};

export function AntTheme({ children }: { children: ReactNode }) {
  const { language } = useLanguage();
  return (
    <ConfigProvider theme={{ token }} locale={language === 'en' ? enGB : zhCN} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}
