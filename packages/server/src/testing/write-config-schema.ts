// Writes config.schema.json from the schemas that validate: node packages/server/src/testing/write-config-schema.ts
import { writeFileSync } from 'node:fs';
import { fileJsonSchema } from '../config/file-schema.ts';

const file = new URL('../../config.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(fileJsonSchema(), null, 2)}\n`);
