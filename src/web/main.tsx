import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './kit/style/base.css';
import './kit/style/frame.css';
import './kit/style/parts.css';
import './kit/style/fields.css';
import './kit/style/narrow.css';
import './kit/style/print.css';
import { startLanguage } from './kit/language.ts';
import { queryClient } from './kit/use-reply.ts';
import { router } from './office/router.tsx';

void import('./kit/style/font.ts');
await startLanguage();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
