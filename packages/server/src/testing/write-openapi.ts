// Writes packages/server/openapi.json anew from the sources; run it after a change of the HTTP interface.
import { writeFileSync } from 'node:fs';
import { createOpenApiDocument } from '../routes/openapi-document.ts';

/** Where the document lies for readers and generators; the package ships it. */
export const OPENAPI_FILE = new URL('../../openapi.json', import.meta.url);

/** The document as the file has it. */
export const writtenOpenApi = (): string => `${JSON.stringify(createOpenApiDocument(), null, 2)}\n`;

if (import.meta.main) writeFileSync(OPENAPI_FILE, writtenOpenApi());
