// The form of a refusal as a schema that documents it; it does not know which route refuses what.
import { z } from 'zod';
import type { ProblemCode } from './problem-codes.ts';
import { PROBLEMS } from './problem-codes.ts';

const codes = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** A problem document (RFC 9457) with this server's own members; readers ignore members that they do not know. */
export const problemDocument = z
  .object({
    type: z.string().meta({
      format: 'uri-reference',
      description: '`about:blank`, or a problem type of the IANA registry.',
    }),
    title: z.string().meta({ description: 'The phrase of the status.' }),
    status: z.int().min(400).max(599),
    code: z.enum(codes).meta({ description: 'Stable: programs decide by this one.' }),
    detail: z.string().optional().meta({ description: 'A sentence for the developer of the client.' }),
    fault: z
      .enum([
        'empty',
        'too-long',
        'ill-formed',
        'not-nfc',
        'control-character',
        'asterisk',
        'white-space-at-an-end',
        'dot-segment',
      ])
      .optional()
      .meta({ description: 'With `channel-id-invalid`: the first rule that the id breaks.' }),
    'violated-policies': z
      .array(z.enum(['address', 'tenant', 'subject']))
      .min(1)
      .optional()
      .meta({ description: 'With `rate-limited`: the policies of `RateLimit-Policy` that refused.' }),
    request_id: z.string().meta({ description: 'The value of `X-Request-Id`; the log has it too.' }),
  })
  .meta({ id: 'Problem', description: 'A refusal (RFC 9457). Nothing internal is told.' });
