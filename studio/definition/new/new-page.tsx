import { type FormEvent, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { JsonObject } from '../../../definitions/index.ts';
import { useChoosable, useDocument } from '../../api/own-drafts.ts';
import { type Summary, useCatalogue } from '../../api/queries.ts';
import { useKindTitle } from '../../catalogue/kind-title.ts';
import { type Said, useReader } from '../../texts/reader.ts';
import { Failed, Loading } from '../../ui/notice.tsx';
import { type Beginning, copyOf } from './begin.ts';
import { DefinitionChoice, KindChoice, NameFields, type Named, WayChoice, type WayChosen } from './new-fields.tsx';
import { type Divided, isDivided, MethodFields, NOT_DIVIDED } from './method-fields.tsx';
import { PastedFields, type Pasted } from './pasted-fields.tsx';
import { isTable, tableOf } from './pasted-table.ts';
import { GROUNDS, newDocument, standsOf } from './templates.ts';
import { NOTHING, useBeginning, useStanding } from './use-grounds.ts';
import '../../texts/new-definition.ts';

/** Where a definition is begun: what it is for, how it begins, what it is called. `?kind=` and `?copy=kind/name` choose beforehand. */
export function NewPage() {
  const { t } = useReader();
  const { data, error, refetch } = useCatalogue();
  return (
    <div className="page">
      <title>{`${t('new.open')} · Guiju`}</title>
      <h1>{t('new.title')}</h1>
      <p>{t('new.hint')}</p>
      {data !== undefined ? (
        <NewForm inForce={data.definitions} kinds={data.kinds.map(({ name }) => name)} />
      ) : error === null ? (
        <Loading />
      ) : (
        <Failed error={error} retry={() => void refetch()} />
      )}
    </div>
  );
}

const NOT_NAMED: Named = { name: null, titleZh: '', titleEn: '' };

function NewForm({ inForce, kinds }: { readonly inForce: readonly Summary[]; readonly kinds: readonly string[] }) {
  const definitions = useChoosable();
  const reader = useReader();
  const { t } = reader;
  const [search] = useSearchParams();
  const copied = search.get('copy') ?? '';
  const [kind, setKind] = useState(search.get('kind') ?? copied.split('/')[0] ?? '');
  const [way, setWay] = useState<WayChosen>(copied === '' ? 'example' : 'copy');
  const [origin, setOrigin] = useState(copied);
  const [named, setNamed] = useState(NOT_NAMED);
  const [ground, setGround] = useState({ entity: '', product: '' });
  const [standing, stand] = useState<Readonly<Record<string, string>>>({});
  const [pasted, paste] = useState<Pasted | null>(null);
  const [divided, divide] = useState<Divided>(NOT_DIVIDED);
  const isDividing = kind === 'segmentation' && way !== 'copy';
  const kindTitle = useKindTitle();
  const entities = definitions.filter((one) => one.kind === 'entity');
  const only = entities.length === 1 ? (entities[0]?.id ?? '') : '';
  const [entity, product] = [ground.entity || only, ground.product || only];
  const [entityDocument, productDocument, copy] = [useDocument(entity), useDocument(product), useDocument(origin)];
  const stands = useStanding(way === 'copy' || way === 'table' ? NOTHING : standsOf(kind, way), standing);
  const needs = way === 'copy' ? 'none' : (GROUNDS[kind] ?? 'none');
  const { begun, id, isTaken, start } = useBeginning(kind, named, inForce);
  const make = (head: Parameters<typeof copyOf>[1]): JsonObject | null => {
    if (way === 'copy') return copy === undefined ? null : copyOf(copy, head);
    if (way === 'table') {
      if (pasted === null || entityDocument === undefined) return null;
      return tableOf({ kind, ...head }, { ...pasted, entity: entityDocument, reader });
    }
    const over = { entity, document: entityDocument, product, productDocument };
    return newDocument(kind, way, head, { ...over, stands: stands.known, ...divided });
  };
  const isGrounded =
    way === 'copy'
      ? copy !== undefined
      : (way !== 'table' || (pasted !== null && isTable(pasted.uses))) &&
        stands.known.length === stands.kinds.length &&
        (needs === 'none' || entityDocument !== undefined) &&
        (needs !== 'products' || productDocument !== undefined) &&
        (!isDividing || isDivided(divided));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isGrounded) start(make);
  };
  return (
    <form className="fields new-definition" onSubmit={submit}>
      <KindChoice
        kinds={kinds}
        kind={kind}
        choose={(next) => {
          setKind(next);
          setOrigin('');
          if (way !== 'copy' && way !== 'empty') setWay('example');
        }}
      />
      {kind === '' ? null : (
        <>
          <WayChoice kind={kind} way={way} choose={setWay} />
          {way === 'copy' ? (
            <DefinitionChoice
              label={t('new.copyOf')}
              value={origin}
              choose={setOrigin}
              among={definitions.filter((one) => one.kind === kind)}
            />
          ) : null}
          {needs !== 'none' && entities.length === 0 ? (
            <p className="refusal" role="alert">
              {t('new.noEntity')}
            </p>
          ) : null}
          {needs === 'none' ? null : (
            <DefinitionChoice
              label={t('new.entity')}
              value={entity}
              choose={(next) => {
                setGround({ ...ground, entity: next });
                divide(NOT_DIVIDED);
              }}
              among={entities}
            />
          )}
          {needs === 'products' ? (
            <DefinitionChoice
              label={t('new.product')}
              value={product}
              choose={(next) => setGround({ ...ground, product: next })}
              among={entities}
            />
          ) : null}
          {stands.kinds.map((one) => (
            <DefinitionChoice
              key={one}
              label={t(
                kind === 'workflow' && one === 'decision-table'
                  ? 'new.stands.authority'
                  : (`new.stands.${one}` as Said),
              )}
              value={standing[one] ?? ''}
              choose={(next) => stand({ ...standing, [one]: next })}
              among={definitions.filter((definition) => definition.kind === one)}
            />
          ))}
          {isDividing && entityDocument !== undefined ? (
            <MethodFields entity={entity} divided={divided} set={divide} />
          ) : null}
          {way === 'table' && kind === 'decision-table' && entityDocument !== undefined ? (
            <PastedFields key={entity} pasted={pasted} entity={entityDocument} set={paste} />
          ) : null}
          <NameFields named={named} set={setNamed} isTaken={isTaken} />
          <button className="main-action" disabled={!isGrounded}>
            {t('new.begin')}: {kindTitle(kind)}
          </button>
        </>
      )}
      <HowBegun begun={begun} id={id} />
    </form>
  );
}

/** Why nothing was begun. */
function HowBegun({ begun, id }: { readonly begun: Beginning | null; readonly id: string }) {
  const { t } = useReader();
  return (
    <>
      {begun === 'drafted' ? (
        <p className="refusal" role="alert">
          {t('new.drafted')} <Link to={`/definitions/${id}`}>{t('new.drafted.open')}</Link>
        </p>
      ) : null}
      {begun === 'not-kept' ? (
        <p className="refusal" role="alert">
          {t('new.notKept')}
        </p>
      ) : null}
    </>
  );
}
