export { InstallationPage } from '../../features/access/operators/installation/installation-page.tsx';
export { AnyOrganizationPage } from '../../features/access/operators/organizations/any-organization-page.tsx';
export { OrganizationsPage } from '../../features/access/operators/organizations/organizations-page.tsx';
export { UserPage } from '../../features/access/operators/users/user-page.tsx';
export { UsersPage } from '../../features/access/operators/users/users-page.tsx';
export { ConsoleError } from './console-error.tsx';
export { ConsoleShell } from './console-shell.tsx';
