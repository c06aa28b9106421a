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
  const sending = useMutation({ mutationFn: () => answerSurvey(token, answers, key) });
  if (error !== null && !sending.isSuccess)
    return (
      <Sheet title={t('survey.closed')}>
        <Refused error={error} />
      </Sheet>
    );
  if (data === undefined || survey === undefined) return <Loading />;
  const title = say(data.title as Text);
  if (sending.isSuccess)
    return (
      <Sheet title={title}>
        <p role="status">{say(survey.ui.thanks) || t('survey.thanks')}</p>
      </Sheet>
    );
  const send = () => {
    const found = answersProblems(survey as SurveyDocument, answers);
    setProblems(found);
    if (found.length === 0) sending.mutate();
  };
  const change = (next: JsonObject) => {
    setAnswers(next);
    // What was told is told anew as it is put right.
    if (problems.length > 0) setProblems(answersProblems(survey as SurveyDocument, next));
  };
  return (
    <Sheet title={title}>
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
