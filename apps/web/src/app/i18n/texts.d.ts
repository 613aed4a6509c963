import 'i18next';
import type signIn from '../../features/access/sign-in/locales/en.json';
import type confirmation from '../../features/access/confirmation/locales/en.json';
import type entrance from '../../features/access/entrance/locales/en.json';
import type profile from '../../features/access/profile/locales/en.json';
import type recovery from '../../features/access/recovery/locales/en.json';
import type security from '../../features/access/security/locales/en.json';
import type sessionList from '../../features/access/session-list/locales/en.json';
import type settings from '../../features/access/settings/locales/en.json';
import type signUp from '../../features/access/sign-up/locales/en.json';
import type invitations from '../../features/access/invitations/locales/en.json';
import type members from '../../features/access/members/locales/en.json';
import type organization from '../../features/access/organization/locales/en.json';
import type terms from '../../features/access/terms/locales/en.json';
import type welcome from '../../features/access/welcome/locales/en.json';
import type apiKeys from '../../features/access/api-keys/locales/en.json';
import type overview from '../../features/insight/overview/locales/en.json';
import type funnels from '../../features/insight/funnels/locales/en.json';
import type flows from '../../features/onboarding/flows/locales/en.json';
import type flowEditor from '../../features/onboarding/flows/flow-editor/locales/en.json';
import type flowVersions from '../../features/onboarding/flows/flow-versions/locales/en.json';
import type publishing from '../../features/onboarding/flows/publishing/locales/en.json';
import type journeys from '../../features/onboarding/journeys/locales/en.json';
import type eventNames from '../../features/insight/event-names/locales/en.json';
import type charts from '../../features/insight/charts/locales/en.json';
import type participants from '../../features/onboarding/participants/locales/en.json';
import type mails from '../../features/messaging/mails/locales/en.json';
import type ui from '../../ui/locales/en.json';
import type app from '../locales/en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: {
      app: typeof app;
      ui: typeof ui;
      'sign-in': typeof signIn;
      confirmation: typeof confirmation;
      entrance: typeof entrance;
      profile: typeof profile;
      recovery: typeof recovery;
      security: typeof security;
      'session-list': typeof sessionList;
      settings: typeof settings;
      'sign-up': typeof signUp;
      invitations: typeof invitations;
      members: typeof members;
      organization: typeof organization;
      terms: typeof terms;
      welcome: typeof welcome;
      'api-keys': typeof apiKeys;
      overview: typeof overview;
      funnels: typeof funnels;
      flows: typeof flows;
      'flow-editor': typeof flowEditor;
      'flow-versions': typeof flowVersions;
      publishing: typeof publishing;
      journeys: typeof journeys;
      'event-names': typeof eventNames;
      charts: typeof charts;
      participants: typeof participants;
      mails: typeof mails;
    };
  }
}
