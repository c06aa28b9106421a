import { money, whole } from './draws.ts';
import { figures, flows } from './figures.ts';
import { identitySql, nameSql } from './names.ts';
import { type Fields, type FieldContext, fieldContextOf } from './field-context.ts';
import { risks, standing } from './standing.ts';

/** A customer's fields, by name, over `people`. Money follows wealth, grades follow quality, use follows activity. */
export function customerFields(seed: number, day: string): Fields {
  const pen = fieldContextOf(seed, day);
  return { ...profile(pen), ...organisations(pen), ...standing(pen), ...figures(pen), ...flows(pen), ...risks(pen) };
}

function profile(pen: FieldContext): Fields {
  const { d, home, seed, personal } = pen;
  return {
    customerId: 'id',
    customerKind: 'kind',
    customerName: nameSql(seed),
    ...contact(pen),
    age: personal('age'),
    gender: personal('gender'),
    occupation: personal(
      `CASE WHEN paid THEN ${d.pick('occupation', { employee: 68, 'civil-servant': 14, professional: 18 })} WHEN age >= 60 AND ${d.u('retired')} < 0.85 THEN 'retired' WHEN age < 18 OR age < 23 AND ${d.u('student')} < 0.7 THEN 'student' ELSE ${d.pick('occupation', { employee: 44, 'civil-servant': 9, professional: 12, 'self-employed': 12, 'business-owner': 7, farmer: 8, unemployed: 4, other: 4 })} END`,
    ),
    education: personal(
      d.sometimes(
        'education',
        0.1,
        finished(
          d.pick('education', {
            'junior-secondary': 18,
            'senior-secondary': 26,
            college: 22,
            bachelor: 27,
            postgraduate: 7,
          }),
        ),
      ),
    ),
    maritalStatus: personal(
      `CASE WHEN role = 'spouse' OR (role = 'head' AND kin IS NOT NULL AND ${home.u('couple')} < 0.78) THEN 'married' WHEN age < 26 THEN 'single' ELSE ${d.pick('marital', { single: 50, divorced: 26, married: 14, widowed: 10 })} END`,
    ),
    childrenCount: personal(whole(`3 * pow(${home.u('children')}, 1.6) * (age > 27)::INTEGER`, 0, 5)),
    monthlyIncome: personal(
      d.sometimes('income', 0.08, money(`(age >= 18)::INTEGER * exp(8.9 + 0.55 * wealth)`, 0, 100_000_000)),
    ),
    payroll: personal(d.sometimes('payroll', 0.04, 'paid')),
    householdId: personal(`'H' || lpad(home::VARCHAR, 8, '0')`),
    householdRole: personal('role'),
  };
}

/** What can be finished at an age; nobody who is not 15 has finished any of these. */
const finished = (drawn: string) =>
  `CASE WHEN age < 15 THEN NULL WHEN age < 18 THEN 'junior-secondary' WHEN age < 22 AND ${drawn} IN ('college', 'bachelor', 'postgraduate') THEN 'senior-secondary' WHEN age < 25 AND ${drawn} = 'postgraduate' THEN 'bachelor' ELSE ${drawn} END`;

function contact({ d, day }: FieldContext): Fields {
  return {
    identityNumber: d.sometimes('identity', 0.03, identitySql(day, `365.2425 * (age + ${d.u('birthday')})`)),
    mobilePhone: d.sometimes('phone', 0.05, `'1990' || lpad((i % 10000000)::VARCHAR, 7, '0')`),
    email: d.sometimes('mail', 0.6, `'c' || (i + 1) || '@example.com'`),
    address: d.sometimes('address', 0.04, `'示例路' || (1 + home % 999) || '号'`),
    postcode: d.sometimes('postcode', 0.1, `lpad((100000 + home % 900000)::VARCHAR, 6, '0')`),
    preferredChannel: d.sometimes(
      'channel',
      0.15,
      d.pick('channel', {
        'mobile-banking': 46,
        branch: 18,
        wechat: 14,
        'online-banking': 8,
        phone: 7,
        sms: 5,
        mail: 2,
      }),
    ),
    marketingConsent: d.sometimes('consent', 0.08, `${d.u('consent')} < 0.72`),
  };
}

function organisations({ d, organisation }: FieldContext): Fields {
  return {
    industry: organisation(
      d.any('industry', [
        'agriculture',
        'manufacturing',
        'utilities',
        'construction',
        'wholesale-retail',
        'transport',
        'hospitality',
        'information',
        'finance',
        'real-estate',
        'education',
        'health',
        'public-administration',
      ]),
    ),
    systemKind: organisation(
      d.pick('system', {
        independent: 55,
        'private-group': 16,
        'local-group': 12,
        chain: 9,
        'central-group': 5,
        ministry: 3,
      }),
    ),
    systemCode: organisation(d.sometimes('system', 0.55, `'S' || lpad((i % 97)::VARCHAR, 4, '0')`)),
    employeeCount: organisation(whole('exp(4.2 + 1.3 * wealth)', 1, 10_000_000)),
    annualSales: organisation(money('exp(16.5 + 1.4 * wealth)', 0, 100_000_000_000)),
    developmentStatus: organisation(d.pick('status', { stable: 52, expanding: 28, shrinking: 14, distressed: 6 })),
  };
}
