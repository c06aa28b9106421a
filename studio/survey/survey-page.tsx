import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import {
  answersProblems,
  type JsonObject,
  type Problem,
  type SurveyDocument,
  type Text,
} from '../../definitions/index.ts';
import type { AnswerOf } from '../api/client.ts';
import { answerSurvey, openSurvey } from '../api/surveys.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { Loading } from '../ui/notice.tsx';
import { Refused } from '../ui/refused.tsx';
import { LanguageChoice } from '../ui/shell.tsx';
import { SurveyForm } from './survey-form.tsx';
import { askedIn } from './survey-schema.ts';
import '../texts/survey.ts';
import './survey.css';

/** A survey, for whoever holds its link: nobody signs in. It is answered once. */
export function SurveyPage() {
  const { token = '' } = useParams();
  const reader = useReader();
  const { t, say, language } = reader;
  // A refusal is told in the language that is chosen.
  const { data, error } = useQuery({
    queryKey: ['survey', token, language],
    queryFn: () => openSurvey(token),
    retry: false,
    refetchOnWindowFocus: false,
    staleTime: Infinity,
  });
  const survey = useMemo(() => (data === undefined ? undefined : askedIn(data)), [data]);
  const [answers, setAnswers] = useState<JsonObject>({});
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  // One for each page that is opened: sent again it is the same answer.
  const [key] = useState(() => crypto.randomUUID());
  // What was answered is thanked for in whichever language is chosen next: by then the link opens nothing any more.
  const sending = useMutation({
    mutationFn: async (asked: AnswerOf<'openSurvey'>) => {
      await answerSurvey(token, answers, key);
      return asked;
    },
  });
  if (sending.data !== undefined)
    return (
      <Sheet title={say(sending.data.title as Text)}>
        <p role="status">{say(askedIn(sending.data).ui.thanks) || t('survey.thanks')}</p>
      </Sheet>
    );
  if (error !== null)
    return (
      <Sheet title={t('survey.closed')}>
        <Refused error={error} />
      </Sheet>
    );
  if (data === undefined || survey === undefined) return <Loading />;
  const send = () => {
    const found = answersProblems(survey as SurveyDocument, answers);
    setProblems(found);
    if (found.length === 0) sending.mutate(data);
  };
  const change = (next: JsonObject) => {
    setAnswers(next);
    // What was told is told anew as it is put right.
    if (problems.length > 0) setProblems(answersProblems(survey as SurveyDocument, next));
  };
  return (
    <Sheet title={say(data.title as Text)}>
      <p className="fine">
        {t('survey.until', { until: instantText(data.expiresAt, reader) })} {t('survey.once')}
      </p>
      <SurveyForm survey={survey} answers={answers} problems={problems} change={change} />
      {problems.length === 0 ? null : <p className="refusal">{t('survey.open', { count: problems.length })}</p>}
      <p>
        <button type="button" className="main-action" disabled={sending.isPending} onClick={send}>
          {t('survey.send')}
        </button>
      </p>
      <Refused error={sending.error} />
    </Sheet>
  );
}

function Sheet({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className="page survey">
      <title>{title}</title>
      <LanguageChoice />
      <h1>{title}</h1>
      {children}
    </main>
  );
}
