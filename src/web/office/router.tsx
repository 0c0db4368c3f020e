/** The router: every screen is fetched when it is first opened; day, year and what-if travel along with each link. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router';
import { parseAddress, readSearch, writeAddress } from '../kit/place.ts';
import { Failure } from '../kit/states.tsx';
import { Frame } from './frame.tsx';
import { Missing } from './missing.tsx';
import { screens } from './screens.ts';

const root = createRootRoute({
  component: Frame,
  notFoundComponent: Missing,
  validateSearch: readSearch,
  search: { middlewares: [retainSearchParams(['day', 'year', 'regime'])] },
});

const routes = screens.map(({ path, load }) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, 'Screen') }),
);

export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch: parseAddress,
  stringifySearch: writeAddress,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => <Failure error={error as Error} retry={reset} />,
});
