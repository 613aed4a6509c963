import type { Environment, Route } from '@stepwell/contract';
import type { FastifyRequest } from 'fastify';
import { commonErrors } from '../errors/index.ts';
import { type Credentials, SESSION_COOKIE } from './principal.ts';
import { believesCookies } from './same-origin.ts';

/** What a request brings to prove who calls. What another site sends brings no session. */
export function credentialsOf(request: FastifyRequest, route: Route, publicUrl: string): Credentials {
  const authorization = request.headers.authorization;
  const environment = headerOf(request, 'stepwell-environment');
  return {
    sessionToken: believesCookies(request, route, publicUrl) ? request.cookies[SESSION_COOKIE] : undefined,
    bearer: authorization?.startsWith('Bearer ') ? authorization.slice(7).trim() : undefined,
    organization: headerOf(request, 'stepwell-organization'),
    environment: environmentOf(environment),
    unsignedParticipant: headerOf(request, 'stepwell-participant'),
  };
}

/** A misspelt environment must not quietly mean live. */
function environmentOf(name: string | undefined): Environment | undefined {
  if (name === undefined || name === 'live' || name === 'test') return name;
  const error = { path: 'headers/stepwell-environment', code: 'invalid_value', message: 'live or test' };
  throw commonErrors.validation_failed(undefined, { errors: [error] });
}

/** A header that is there once and is not empty. */
export function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
