#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes legal-forms.tsv out of GLEIF's list of entity legal forms (ISO 20275).

    python3 data/reference/make/legal-forms.py ISO-20275-2026-02-19.csv > data/reference/legal-forms.tsv
"""

import csv
import re
import sys
import unicodedata
from collections import defaultdict

# How a form is written in the end; the key is its letters alone.
SPELLED = """
GmbH; AG; KG; OHG; UG; GbR; eG; e.V.; e.K.; KGaA; SE; PartG; PartG mbB; gGmbH; mbH; GmbH & Co. KG; GmbH & Co. KGaA;
AG & Co. KG; AG & Co. KGaA; UG & Co. KG; SE & Co. KG; SE & Co. KGaA; GmbH & Co. OHG; Stiftung & Co. KG;
UG (haftungsbeschränkt); Inc.; Corp.; Co.; Ltd; LLC; LLP; LP; PLC; PLLC; P.C.; PC; Pty Ltd; Pte Ltd; Pvt Ltd; Co., Ltd.;
S.A.; SAS; SASU; SARL; EURL; SNC; SCA; SCI; SELARL; S.r.l.; S.r.l.s.; S.p.A.; S.a.s.; S.n.c.; S.L.; S.L.U.; S.A.U.; Lda.; Ltda.;
EIRELI; B.V.; N.V.; BVBA; V.O.F.; C.V.; Oy; Oyj; AB; AS; ASA; A/S; ApS; I/S; K/S; ehf.; hf.; Sp. z o.o.; Sp. k.; Sp. j.; S.A. de C.V.;
S. de R.L. de C.V.; S.A.P.I. de C.V.; s.r.o.; a.s.; d.o.o.; d.d.; j.d.o.o.; Kft.; Zrt.; Nyrt.; Bt.; S.R.L.; S.C.A.; EOOD; OOD; AD; A.Ş.; Ltd. Şti.;
OOO; OAO; ZAO; PAO; UAB; SIA; OÜ; MB; Sdn Bhd; Bhd; PT; Tbk; K.K.; G.K.; S.C.; E.I.R.L.; S.A.C.; S.A.S. de C.V.; Limitada
"""
COUNTRY_OF = {  # where one country has nearly all of the companies of that form
    "Co., Ltd.": "", "GmbH": "DE", "GmbH & Co. KG": "DE", "UG": "DE", "UG (haftungsbeschränkt)": "DE", "KGaA": "DE", "GmbH & Co. KGaA": "DE",
    "AG & Co. KG": "DE", "UG & Co. KG": "DE", "SE & Co. KG": "DE", "SE & Co. KGaA": "DE", "e.K.": "DE", "OHG": "DE",
    "gGmbH": "DE", "LLC": "US", "S.p.A.": "IT", "B.V.": "NL", "Pty Ltd": "AU", "Pte Ltd": "SG", "Pvt Ltd": "IN",
    "Sdn Bhd": "MY", "Bhd": "MY", "S.A. de C.V.": "MX", "S. de R.L. de C.V.": "MX", "Sp. z o.o.": "PL", "Oy": "FI", "Oyj": "FI",
    "AB": "SE", "ASA": "NO", "ApS": "DK", "A/S": "DK", "SAS": "FR", "SASU": "FR", "SARL": "FR", "EURL": "FR", "SNC": "FR", "SCI": "FR",
    "Lda.": "PT", "Ltda.": "BR", "EIRELI": "BR", "S.L.": "ES", "S.L.U.": "ES", "Kft.": "HU", "Zrt.": "HU", "Nyrt.": "HU", "A.Ş.": "TR",
    "Ltd. Şti.": "TR", "UAB": "LT", "SIA": "LV", "OÜ": "EE", "BVBA": "BE", "OOO": "RU", "ООО": "RU", "ПАО": "RU", "ЗАО": "RU", "K.K.": "JP",
    "株式会社": "JP", "有限会社": "JP", "合同会社": "JP", "주식회사": "KR", "유한회사": "KR", "PT": "ID", "Tbk": "ID", "EOOD": "BG", "OOD": "BG",
    "股份有限公司": "CN", "有限责任公司": "CN", "ehf.": "IS", "hf.": "IS", "ТОВ": "UA", "S.A.S. de C.V.": "MX", "S.A.P.I. de C.V.": "MX",
    "s.r.o.": "CZ", "S.n.c.": "IT", "S.r.l.s.": "IT", "PLLC": "US",
}
MORE = {  # spellings beside those of the list
    "GmbH & Co. KG": ["GmbH & Co KG", "GmbH & Cie. KG", "GmbH und Co. KG", "GmbH u. Co. KG", "GmbH+Co. KG", "GmbH & Co.", "mbH & Co. KG",
                      "GmbH u Co KG", "GmbH & Co. Kommanditgesellschaft", "GmbH Co KG", "Ges.m.b.H. & Co. KG", "GesmbH & Co KG"],
    "GmbH & Co. KGaA": ["GmbH und Co. KGaA"], "AG & Co. KG": ["AG und Co. KG"], "AG & Co. KGaA": ["AG und Co. KGaA"],
    "UG & Co. KG": ["UG (haftungsbeschränkt) & Co. KG", "UG und Co. KG"], "SE & Co. KG": ["SE und Co. KG"],
    "SE & Co. KGaA": ["SE und Co. KGaA"], "GmbH & Co. OHG": ["GmbH und Co. OHG"], "Stiftung & Co. KG": [],
    "UG (haftungsbeschränkt)": ["UG haftungsbeschränkt", "UG (haftungsbeschraenkt)", "UG (h.b.)", "Unternehmergesellschaft (haftungsbeschränkt)"],
    "GmbH": ["G.m.b.H.", "Ges.m.b.H.", "GesmbH", "gesellschaft mbH", "GmbH Wirtschaftsprüfungsgesellschaft", "GmbH Steuerberatungsgesellschaft", "GmbH Rechtsanwaltsgesellschaft", "Gesellschaft m.b.H.", "Gesellschaft mit beschränkter Haftung"],
    "mbH": ["m.b.H."], "gGmbH": ["gemeinnützige GmbH"], "AG": ["Aktiengesellschaft"], "KG": ["Kommanditgesellschaft"], "e.K.": ["e.Kfm.", "e.Kfr.", "eingetragener Kaufmann"],
    "e.V.": ["eingetragener Verein"], "OHG": ["oHG", "offene Handelsgesellschaft"], "GbR": ["Gesellschaft bürgerlichen Rechts", "GdbR"],
    "eG": ["e.G.", "eingetragene Genossenschaft"], "KGaA": ["Kommanditgesellschaft auf Aktien"],
    "Inc.": ["Incorporated", "Incorporation"], "Corp.": ["Corporation"], "Co.": ["Company", "& Co.", "& Company", "and Company", "and Co", "& Cie", "et Cie", "& C.", "Compagnie"],
    "Ltd": ["Limited", "Ltd.", "Ltd Co", "Limited Company"], "Co., Ltd.": ["Co Ltd", "Company Limited", "Co. Limited", "Company Ltd", "Public Co. Ltd.", "Public Company Limited"],
    "LLC": ["L.L.C.", "Limited Liability Company", "Ltd. Liability Co."], "LLP": ["Limited Liability Partnership"], "LP": ["Limited Partnership"],
    "PLC": ["Public Limited Company", "P.L.C."], "PLLC": ["P.L.L.C."], "P.C.": ["Professional Corporation"],
    "Pty Ltd": ["Pty. Ltd.", "Pty Limited", "Proprietary Limited", "(Pty) Ltd", "Pty"], "Pte Ltd": ["Pte. Ltd.", "Pte Limited", "Private Limited Singapore"],
    "Pvt Ltd": ["Pvt. Ltd.", "Private Limited", "P Ltd", "(P) Ltd", "Pvt Limited", "Private Ltd", "(Pvt) Ltd"],
    "S.A.": ["SA", "Société Anonyme", "Sociedad Anónima", "Sociedade Anónima", "S/A", "Soc. An."], "SAS": ["S.A.S.", "Société par actions simplifiée"],
    "SARL": ["S.à r.l.", "S.a.r.l.", "Sàrl", "Société à responsabilité limitée"], "S.r.l.": ["Srl", "Società a responsabilità limitata", "a r.l.", "s.r.l. unipersonale"],
    "S.p.A.": ["SpA", "Società per azioni"], "S.L.": ["SL", "Sociedad Limitada", "S.L", "S.R.L. España"], "S.Coop.": ["S. Coop.", "Soc. Coop.", "Società cooperativa"], "ASBL": ["VZW"], "S.L.U.": ["SLU", "Sociedad Limitada Unipersonal"], "S.A.U.": ["SAU"],
    "Lda.": ["Lda", "Limitada Lda", "Unipessoal Lda"], "Ltda.": ["Ltda", "Limitada", "Ltda ME", "Ltda - ME", "Ltda EPP"], "EIRELI": ["EIRELI ME"],
    "B.V.": ["BV", "Besloten vennootschap"], "N.V.": ["NV", "Naamloze vennootschap"], "V.O.F.": ["VOF"], "C.V.": [], "BVBA": ["B.V.B.A.", "SPRL"],
    "Oy": ["Osakeyhtiö", "Oy Ab", "Oy Ltd"], "Oyj": ["Oyj Abp", "Abp"], "AB": ["Aktiebolag", "Aktiebolaget", "AB (publ)"], "AS": ["Aksjeselskap"], "A/S": ["Aktieselskab"], "ApS": ["Anpartsselskab"],
    "Sp. z o.o.": ["Sp z oo", "Sp. z o. o.", "Spółka z o.o.", "Spółka z ograniczoną odpowiedzialnością", "spzoo", "Sp. z oo sp. k.", "Sp. z o.o. Sp. k."],
    "S.A. de C.V.": ["SA de CV"], "S. de R.L. de C.V.": ["S de RL de CV", "S. de R.L."], "S.A.P.I. de C.V.": ["SAPI de CV"],
    "s.r.o.": ["spol. s r.o.", "spol. s r. o.", "spoločnosť s ručením obmedzeným", "společnost s ručením omezeným"], "a.s.": ["akciová společnost"], "d.o.o.": ["doo"],
    "d.d.": [], "Kft.": ["Korlátolt Felelősségű Társaság"], "Zrt.": [], "Nyrt.": [], "A.Ş.": ["Anonim Şirketi", "AŞ"], "Ltd. Şti.": ["Ltd Sti", "Limited Şirketi", "San. ve Tic. Ltd. Şti.", "San. ve Tic. A.Ş.", "Tic. Ltd. Şti."],
    "Sdn Bhd": ["Sdn. Bhd.", "Sendirian Berhad"], "Bhd": ["Berhad"], "Tbk": ["Tbk."], "K.K.": ["Kabushiki Kaisha", "Kabushiki Gaisha"], "G.K.": ["Godo Kaisha"],
    "SE": ["Societas Europaea"], "S.C.": [], "ООО": [], "ОАО": [], "ЗАО": [], "ПАО": [], "АО": [], "ТОВ": [], "ИП": [], "ФОП": [], "ПрАТ": [],
    "בע״מ": ["בע\"מ", "בעמ"], "Est.": ["FZE", "FZCO", "FZ LLC", "FZ-LLC", "DMCC", "WLL", "W.L.L.", "FZC"],
    "CC": [], "NPC": [], "SAL": ["S.A.L."], "SNC": [], "SCI": [], "SASU": [], "EURL": [], "HF": [], "eGbR": [], "PartG mbB": ["Part mbB"], "S.A.C.": ["SAC"], "E.I.R.L.": ["EIRL"],
    "I.K.E.": ["IKE"], "A.E.": ["AE"], "Ε.Π.Ε.": [], "Α.Ε.": [], "Jsc": ["JSC", "PJSC", "OJSC", "CJSC", "Joint Stock Company"], "Cía. Ltda.": ["Cia Ltda"], "C.A.": ["CA"],
}
NATIONAL = """
GB: CIC | C.I.C.; CIC; Community Interest Company
GB: CIO; Charitable Incorporated Organisation
GB: Cyf | Cyf; Cyf.; Cyfyngedig
GB: CCC | CCC; Cwmni Cyfyngedig Cyhoeddus
GB: LLLP | LLLP; L.L.L.P.
IE: DAC | DAC; D.A.C.; Designated Activity Company
IE: CLG | CLG; Company Limited by Guarantee; Limited by Guarantee
IE: Teoranta | Teo; Teo.; Teoranta
IE: Unlimited Company | Unlimited Company; Unlimited
CA: Ltée | Ltée; Ltee; Ltée.; Limitée; Cie Ltée; Compagnie Limitée
CA: ULC | ULC; U.L.C.; Unlimited Liability Company
CA: S.E.N.C. | SENC; S.E.N.C.; S.E.N.C.R.L.; SENCRL
CA: Enr. | Enr.; Enrg.
US: PBC | PBC; P.B.C.; Public Benefit Corporation
US: L3C | L3C; L.3.C.
US: RLLP | RLLP; R.L.L.P.; RLLLP
US: PLLP; P.L.L.P.
US: P.A. | P.A.; Professional Association
US: A.P.C. | A.P.C.; APLC; A Professional Corporation; A Law Corporation; A Professional Law Corporation
US: L.C. | L.C.
US: P.L. | P.L.
US: N.A. | N.A.; National Association
DE: gUG | gUG; gUG (haftungsbeschränkt); gemeinnützige UG; gemeinnützige Unternehmergesellschaft; gUG (h.b.)
DE: gAG | gAG; gemeinnützige AG
DE: gGmbH & Co. KG
DE: AöR | AöR; A.ö.R.; Anstalt des öffentlichen Rechts; Anstalt öffentlichen Rechts
DE: KdöR | KdöR; K.d.ö.R.; Körperschaft des öffentlichen Rechts
DE: VVaG | VVaG; V.V.a.G.; Versicherungsverein auf Gegenseitigkeit
DE: Ltd. & Co. KG | Ltd. & Co. KG; Limited & Co. KG
DE: B.V. & Co. KG; BV & Co. KG
DE: AG & Co. OHG
DE: KG aA | KG a.A.
DE: mbB | mbB; m.b.B.
DE: Partnerschaftsgesellschaft | Partnerschaftsgesellschaft mbB; Partnerschaft mbB; Partnerschaft von Rechtsanwälten mbB
AT: OG | OG; Offene Gesellschaft
AT: e.U. | e.U.; eU; eingetragener Unternehmer; eingetragene Unternehmerin; eingetragenes Einzelunternehmen
AT: FlexCo | FlexCo; FlexKapG; Flexible Kapitalgesellschaft
AT: eGen | eGen; e.Gen.; eingetr. Gen.
AT: Gen.m.b.H. | Gen.m.b.H.; GenmbH; reg. Gen.m.b.H.; registrierte Genossenschaft mit beschränkter Haftung
AT: GesbR | GesbR; GesnbR
CH: Sagl | Sagl; S.a.g.l.; Società a garanzia limitata
CH: Einzelfirma | Einzelfirma; Einzelunternehmen
CH: GmbH in Gründung | GmbH i.G.; GmbH i. Gr.; GmbH in Gründung; GmbH i.L.; GmbH in Liquidation; GmbH in Liqu.
FR: SCEA | SCEA; S.C.E.A.
FR: GAEC | GAEC; G.A.E.C.
FR: EARL | EARL; E.A.R.L.
FR: SCEV | SCEV
FR: SCCV | SCCV; S.C.C.V.
FR: SCPI | SCPI
FR: SCM | SCM; S.C.M.
FR: SCP | SCP; S.C.P.
FR: SELAS | SELAS; S.E.L.A.S.; SELASU
FR: SELAFA | SELAFA; SELCA
FR: SCOP | SCOP; S.C.O.P.; SCOP SARL; SCOP SA
FR: SCIC | SCIC; S.C.I.C.
FR: SEM | SEM; SAEM; S.A.E.M.; SAEML; SEML
FR: SICA | SICA; S.I.C.A.
FR: GIE | GIE; G.I.E.
FR: GFA | GFA; G.F.A.
FR: CUMA | CUMA
MA: SARL AU | SARL AU; SARLAU; S.A.R.L. A.U.; SARL à associé unique; SARL d'associé unique
SN: SUARL | SUARL; S.U.A.R.L.
CI: SARLU | SARLU; S.A.R.L.U.; SARL U
LU: SARL-S | S.à r.l.-S; SARL-S; Sàrl-S; S.a.r.l.-S; Société à responsabilité limitée simplifiée
LU: SCSp | SCSp; S.C.Sp.
BE: Comm.V | Comm.V; Comm.V.; CommV; Commanditaire vennootschap
BE: Comm.VA | Comm.VA; CommVA; Comm. V.A.
BE: GCV | GCV; G.C.V.
BE: CVBA | CVBA; C.V.B.A.; SCRL; S.C.R.L.
BE: VZW | VZW; v.z.w.; IVZW; AISBL; A.I.S.B.L.
NL: Coöperatie U.A. | Coöperatie U.A.; U.A.; UA; B.A.; W.A.; Coöperatief U.A.
NL: B.V. i.o. | B.V. i.o.; BV i.o.
NL: Maatschap
NL: Eenmanszaak
IT: S.c.a r.l. | S.c.a r.l.; Scarl; S.c.a.r.l.; S.c. a r.l.; Soc. Cons. a r.l.; Soc. Coop. a r.l.; Società cooperativa a responsabilità limitata; Società consortile a r.l.
IT: S.c.p.a. | S.c.p.a.; Scpa; Soc. Coop. p.a.
IT: S.a.s. | S.a.s.; Società in accomandita semplice
IT: S.n.c. | S.n.c.; Società in nome collettivo
IT: S.s. | S.s.; Società semplice; S.S. Agricola; Soc. Agr. S.S.; Società Agricola S.S.
IT: S.a.p.a. | S.a.p.a.
IT: S.t.p. | S.t.p.; STP a r.l.; S.t.p. a r.l.; S.r.l. S.t.p.; STA a r.l.; S.t.a. a r.l.; STA; S.t.a.; Società tra avvocati; Società tra professionisti
IT: Soc. Coop. Sociale | Soc. Coop. Sociale; Società cooperativa sociale; Cooperativa sociale Onlus; Soc. Coop. Soc.
IT: Onlus | Onlus; O.N.L.U.S.
IT: A.S.D. | A.S.D.; ASD; S.S.D.; SSD a r.l.
IT: S.r.l. a socio unico | S.r.l. a socio unico; S.r.l. con socio unico; S.r.l. in liquidazione; S.r.l. Società Benefit; S.r.l. SB; S.p.A. a socio unico; S.p.A. in liquidazione; S.r.l. società agricola; S.r.l. Unip.; Srlu
ES: S.L.L. | S.L.L.; SLL; Sociedad Limitada Laboral
ES: S.A.L. | Sociedad Anónima Laboral
ES: S.L.P. | S.L.P.; SLP; Sociedad Limitada Profesional; S.L.P.U.; SLPU
ES: S.L.N.E. | S.L.N.E.; SLNE
ES: C.B. | C.B.; Comunidad de Bienes
ES: S.Coop.And. | S. Coop. And.; S.Coop.And.; S. Coop. Andaluza; Sociedad Cooperativa Andaluza; S.C.A. Andaluza
ES: S.Coop.V. | S. Coop. V.; S.Coop.V.; S. Coop. Mad.; S. Coop. C. L.; S. Coop. Galega; S. Coop. Ltda.; S. Coop. Pequeña; SCCL; S.C.C.L.; Sociedad Cooperativa; Soc. Coop. V.; S. Coop. C.L.M.; S. Coop. de C-LM
ES: S.A.T. | S.A.T.; SAT Ltda; Sociedad Agraria de Transformación
ES: U.T.E. | U.T.E.; UTE; Unión Temporal de Empresas
ES: S.L. en liquidación | S.L. en liquidación; S.A. en liquidación; S.L. Unipersonal; S.A. Unipersonal
PT: C.R.L. | C.R.L.; CRL
PT: E.P.E. | E.P.E.
PT: SGPS | SGPS; S.G.P.S.; SGPS S.A.
PT: Unipessoal Lda. | Unipessoal Lda.; Unipessoal; Unip. Lda.; Sociedade Unipessoal Lda.; Soc. Unipessoal Lda.; Sociedade Unipessoal por Quotas
BR: ME | ME; M.E.; - ME; Microempresa
BR: EPP | EPP; E.P.P.
BR: MEI | MEI; M.E.I.
BR: S/S | S/S; S.S.; SS Ltda; S/S Ltda; S/C Ltda; S/C; Sociedade Simples
BR: Ltda. ME | Ltda - ME; Ltda - EPP; Ltda EPP; EIRELI - ME; EIRELI - EPP; EIRELI EPP; S.A. de capital aberto
MX: S.A.B. de C.V. | S.A.B. de C.V.; SAB de CV; S.A.B.
MX: A.C. | A.C.; Asociación Civil
MX: S.C. de R.L. | S.C. de R.L.; S.C. de R.L. de C.V.; SC de RL de CV; SC de RL; S.P.R. de R.L.; SPR de RL; S.P.R. de R.L. de C.V.
MX: SOFOM E.N.R. | SOFOM; SOFOM E.N.R.; S.A. de C.V. SOFOM E.N.R.; S.A. de C.V. SOFOM ENR; S.A.P.I. de C.V. SOFOM E.N.R.; S.A.B. SOFOM E.R.
PE: S.A.A. | S.A.A.; SAA
PE: S.R.L. | Soc. Comercial de Resp. Ltda.; S.R. Ltda.; SRLtda
AR: S.A.I.C. | S.A.I.C.; SAIC; S.A.C.I.F.; SACIF; S.A.C.I.; SACI; S.A.I.C.F.; S.A.C.I.F.I.; S.A.I.C.y F.; S.A.C.I.F. y A.; S.A.I.C.I.F.
AR: S.H. | S.H.; Sociedad de Hecho
CO: S.A. E.S.P. | E.S.P.; ESP; S.A. E.S.P.; S.A.S. E.S.P.; S.A.S. BIC; BIC; S.A. BIC; Ltda. E.S.P.
CO: E.U. | Empresa Unipersonal
CO: S. en C. | S. en C.; S. en C.S.; S. en C. S.; Sociedad en Comandita; S. en N.C.
VE: C.A. | C. A.; Compañía Anónima; C.A.S.A.
DO: C. por A. | C. por A.; C x A; S. en C. por A.
EC: Cía. Ltda. | Cía. Ltda.; Compañía Limitada; Cia. Limitada; C. Ltda.
SE: HB | HB; Handelsbolag; Handelsbolaget
SE: KB | KB; Kommanditbolag; Kommanditbolaget
SE: Ek. för. | Ek. för.; Ekonomisk förening
DK: P/S | P/S; Partnerselskab
DK: A.m.b.a. | A.m.b.a.; AMBA; F.m.b.a.; FMBA; S.m.b.a.; SMBA; Andelsselskab
DK: IVS | IVS; Iværksætterselskab
DK: Smba
NO: ANS | ANS; Ansvarlig selskap
NO: DA | Selskap med delt ansvar
NO: ENK | ENK; Enkeltpersonforetak
NO: NUF
NO: BA | Begrenset ansvar; SA Samvirkeforetak; Samvirkeforetak
NO: KS | Kommandittselskap
FI: Ky | Ky; Kommandiittiyhtiö
FI: Osk | Osk; Osk.; Osuuskunta
FI: Ay | Ay; Avoin yhtiö
FI: ry | ry; r.y.; rf; r.f.; Rekisteröity yhdistys
FI: Tmi | Tmi; T:mi; Toiminimi
IS: slhf. | slhf.; slhf; sf.; ohf.; ohf; svf.; slf.; ses.
FO: Sp/f | Sp/f; P/F
PL: S.K.A. | S.K.A.; SKA; Spółka komandytowo-akcyjna; S.K. A.
PL: S.A. | Spółka Akcyjna
PL: Sp. k. | Spółka komandytowa; Sp. komandytowa; S.K.
PL: Sp. j. | Spółka jawna; Sp. jawna
PL: s.c. | Spółka cywilna; S.C.; s.c.
PL: Sp. p. | Sp. p.; Spółka partnerska
PL: P.S.A. | P.S.A.; Prosta Spółka Akcyjna; PSA
CZ: v.o.s. | v.o.s.; veřejná obchodní společnost; verejná obchodná spoločnosť
CZ: k.s. | k.s.; komanditní společnost; komanditná spoločnosť
CZ: z.s. | z.s.; z. s.; zapsaný spolek; z.ú.; o.p.s.; s.p.; státní podnik
CZ: družstvo
SK: n.o. | n.o.; š.p.; j.s.a.
HU: Bt. | Betéti társaság
HU: Kkt. | Kkt.; Kkt; Közkereseti társaság
HU: Rt. | Rt.; Részvénytársaság; Zártkörűen Működő Részvénytársaság; Nyilvánosan Működő Részvénytársaság
HU: E.V. | E.V.; Egyéni vállalkozó
RO: S.R.L.-D | S.R.L.-D; SRL-D; SRL D
RO: P.F.A. | P.F.A.; PFA; Persoană fizică autorizată; Î.I.; Întreprindere individuală
RO: S.N.C. | Societate în nume colectiv
RO: S.A. | Societate pe acțiuni
MD: Î.M. | Î.M.; Î.C.S.
BG: ООД | ООД; OOD; Ltd OOD
BG: ЕООД | ЕООД; EOOD
BG: АД | АД; ЕАД; EAD; Акционерно дружество
BG: ЕТ | ЕТ
BG: ДЗЗД | ДЗЗД; DZZD
GR: Α.Ε. | Α.Ε.; ΑΕ; Ανώνυμη Εταιρεία; Ανώνυμος Εταιρεία; Α.Ε.Β.Ε.; ΑΕΒΕ; Α.Β.Ε.Ε.; ΑΒΕΕ; Α.Ε.Ε.; Α.Τ.Ε.; Μονοπρόσωπη Α.Ε.
GR: Ε.Π.Ε. | Ε.Π.Ε.; ΕΠΕ; Μονοπρόσωπη Ε.Π.Ε.; Εταιρεία Περιορισμένης Ευθύνης
GR: Ι.Κ.Ε. | Ι.Κ.Ε.; ΙΚΕ; Μονοπρόσωπη Ι.Κ.Ε.; Μονοπρόσωπη ΙΚΕ
GR: Ο.Ε. | Ο.Ε.; ΟΕ; Ομόρρυθμη Εταιρεία
GR: Ε.Ε. | Ε.Ε.; ΕΕ; Ετερόρρυθμη Εταιρεία
GR: A.E.B.E. | A.E.B.E.; AEBE; A.B.E.E.; ABEE; E.P.E.; EPE; I.K.E.; M.I.K.E.; O.E.; E.E.
RS: d.o.o. | ДОО; д.о.о.; a.d.; а.д.; o.d.; Društvo s ograničenom odgovornošću; D.O.O. Beograd; d.o.o. Beograd; d.o.o. Novi Sad
MK: ДООЕЛ | ДООЕЛ; DOOEL; d.o.o.e.l.
HR: obrt | obrt; vl. obrt
SI: s.p. | s.p.; samostojni podjetnik; d.n.o.; k.d.
AL: Sh.p.k. | Sh.p.k.; SHPK; ShPK; Sh.a.; SHA
LT: IĮ | IĮ; Individuali įmonė
LT: VšĮ | VšĮ; Viešoji įstaiga
LV: IK | Individuālais komersants
LV: SIA | Sabiedrība ar ierobežotu atbildību
EE: OÜ | Osaühing
EE: AS | Aktsiaselts
EE: FIE
EE: MTÜ
RU: АО | Акционерное общество; НАО; ОАО; Непубличное акционерное общество
RU: ООО | Общество с ограниченной ответственностью
RU: ГУП | ГУП; МУП; ФГУП; ФГБУ; АНО; НКО
KZ: ТОО | ТОО; TOO; Товарищество с ограниченной ответственностью
KG: ОсОО | ОсОО; OsOO
UZ: MChJ | MChJ; МЧЖ; XK
BY: ОДО | ОДО; ODO; ЧУП; ЧТУП; УП; СООО
UA: ТОВ | Товариство з обмеженою відповідальністю; TOV; ПП; ПАТ; ЧП
GE: შპს | შპს; სს
AZ: MMC | MMC; QSC
AM: ՍՊԸ
TR: Ltd. Şti. | San. Tic. Ltd. Şti.; Sanayi ve Ticaret Limited Şirketi; Sanayi ve Ticaret Ltd. Şti.; San. ve Tic. Limited Şirketi; Tic. ve San. Ltd. Şti.; Dış Tic. Ltd. Şti.; İth. İhr. Ltd. Şti.; San. Ltd. Şti.; Ticaret Limited Şirketi; Ticaret Ltd. Şti.
TR: A.Ş. | Sanayi ve Ticaret A.Ş.; Sanayi ve Ticaret Anonim Şirketi; San. Tic. A.Ş.; Tic. ve San. A.Ş.; Tic. A.Ş.; San. A.Ş.; Ticaret A.Ş.; T.A.Ş.; A. Ş.
TR: Koll. Şti. | Koll. Şti.; Kolektif Şirketi; Kom. Şti.; Komandit Şirketi
IL: בע״מ | בע''מ; בע״מ; ע"ר; ע״ר
EG: S.A.E. | S.A.E.; SAE; ش.م.م; شركة مساهمة مصرية
AE: PJSC | P.J.S.C.; PJSC; P.S.C.; L.L.C - S.P.C; LLC SPC; LLC-FZ; LLC FZ; L.L.C-FZ; FZ-LLC; FZ LLC; DWC-LLC; DWC LLC; S.O.C.; FZ-LLC.
AE: Est. | Establishment; Trading Est.; Est.
SA: ذ.م.م | ذ.م.م; ذ م م; ش.م.ع; ش.م.ل; ش.م.ك; ش.م.ب; ش.ذ.م.م
OM: SAOC | SAOC; S.A.O.C.
OM: SAOG | SAOG; S.A.O.G.
BH: B.S.C. | B.S.C.; BSC; B.S.C. (c); BSC (Closed); W.L.L.; Co. W.L.L.; Company W.L.L.; S.P.C.
KW: K.S.C. | K.S.C.; KSC; K.S.C.C.; KSCC; K.S.C.P.; KSCP
QA: Q.P.S.C. | Q.P.S.C.; QPSC; Q.S.C.; Q.S.C.C.
LB: S.A.L. | S.A.L. Holding; SAL Offshore; S.A.L. Offshore
ZA: (Pty) Ltd | (Edms) Bpk; Edms Bpk; Bpk; Eiendoms Beperk; Beperk; (Edms) Beperk
ZA: NPC | N.P.C.; Non-Profit Company; NPO
ZA: Inc. | Ingelyf
ZA: CC | CC; C.C.; BK; Close Corporation
KE: SACCO | SACCO; SACCO Society Limited; SACCO Society Ltd; SACCO Ltd; Sacco Limited
NG: Ltd/Gte | Ltd/Gte; Ltd. Gte.; Gte; Nigeria Limited; Nig. Ltd.; Nig Ltd; (Nig) Ltd; (Nig.) Limited; Nigeria Ltd
ET: Share Company | Share Company; Share Co.; S.Co.
AO: Lda. | (SU) Lda; SU Lda
MZ: E.I. | Sociedade Unipessoal Limitada
GH: Ltd. | (Gh) Ltd; Gh. Ltd.; (GH) Limited; Ghana Ltd
IN: OPC | (OPC) Private Limited; OPC Pvt Ltd; (OPC) Pvt Ltd; OPC Private Limited; OPC; Nidhi Limited; Producer Company Limited; Farmer Producer Company Ltd; HUF
IN: Pvt Ltd | Pvt; Pvt.; P. Ltd; P. Limited; India Pvt Ltd; India Private Limited; (India) Pvt Ltd; (I) Pvt Ltd; (India) Limited
PK: SMC-Pvt Ltd | (SMC-Pvt) Ltd; SMC-Pvt Ltd; (SMC-Pvt.) Ltd.; (SMC-Private) Limited; SMC Private Limited; SMC Pvt Limited; (Guarantee) Limited
LK: PLC | (Private) Limited; (Private) Ltd
MY: PLT | PLT; Perkongsian Liabiliti Terhad
PH: OPC | One Person Corporation
ID: Persero | (Persero); Persero Tbk; (Persero) Tbk; Perum; Perumda; PT Tbk
TH: PCL | PCL; P.C.L.; Public Co., Ltd.; Public Company; Ltd., Part.; Ltd Part; Limited Part; จำกัด; จำกัด (มหาชน)
VN: JSC | Joint Stock Co.; JSC.; Co., JSC; TNHH; TNHH MTV; CP; One Member Co., Ltd.; One Member Company Limited; One Member Limited Liability Company
CN: Co., Ltd. | Co.,Limited; Co., LTD; Corp., Ltd.; Corporation Limited; Corp Ltd; Group Co., Ltd.; Inc. Ltd.; Sole Co., Ltd.; Ltd., Co.
HK: Ltd | (H.K.) Limited; (HK) Limited; (H.K.) Ltd; (HK) Ltd; (Hong Kong) Limited; H.K. Limited
JP: Y.K. | Y.K.; YK; Yugen Kaisha; Yugen Gaisha
JP: 株式会社 | 株式会社; 有限会社; 合同会社; (株); (有); (同); 株
KR: 주식회사 | 주식회사; 유한회사; (주); 주; 유한책임회사
AU: No Liability | No Liability; N.L.
NZ: Tapui | Tapui Limited; Tapui Ltd
BM: Ltd. | Exempted Company
KY: SPC | Exempted Limited Partnership; SEZC
LI: Anstalt | Anstalt; Treuunternehmen; reg. Treuunternehmen; Treuunternehmen reg.
"""
# Abbreviations that are words or names, too: they count where they are written as an abbreviation.
DOUBTFUL = set("""
unlimited establishment ute mei ska bic too sta sem esp asd ans osk psa scop sha opc npo cuma obrt spc soc eirl anstalt maatschap druzstvo tov cps company
""".split())
FIRST_OF = """
NL: Stichting; Coöperatie; Coöperatieve; Coöperatief; Vereniging; Firma; Maatschap; V.O.F.; VOF; C.V.; CV; B.V.; BV; N.V.
BE: VZW; ASBL; CVBA; BVBA; SPRL; NV
FR: SCEA; S.C.E.A.; GAEC; EARL; E.A.R.L.; SCM; SCP; S.C.P.; SELAS; SCCV; SCEV; SASU; SA; GIE; GFA; SCOP; SCIC; Ets; Éts; Etablissements; Établissements; Ets.; EI; Sté; Société SARL; EIRL; EURL; S.A.R.L.; S.A.S.; S.C.I.; Cabinet SELARL; CUMA; S.A.S.U.; E.U.R.L.
MA: Sté; Ste
ID: CV; CV.; C.V.; PT.; P.T.; UD; UD.; PD; Perum; Perusahaan PT; Koperasi
MY: Perusahaan Sdn
IN: M/s; M/s.; Messrs; Messrs.; M/S
RO: SC; S.C.; PFA; Î.I.; I.I.
PL: PHU; P.H.U.; PPHU; P.P.H.U.; FHU; F.H.U.; FUH; PUH; P.U.H.; PPUH; PH; ZPH; Z.P.U.H.; F.H.; Firma Handlowa; Firma Usługowa; Firma Handlowo-Usługowa; Przedsiębiorstwo Handlowo-Usługowe; Przedsiębiorstwo Produkcyjno-Handlowo-Usługowe; Sp. z o.o.; Spółka Akcyjna
BG: ЕТ; ET; ООД; ЕООД; АД; ЕАД
RU: НАО; ТОО; ИП; ГУП; МУП; ФГУП; АНО; НКО; Общество с ограниченной ответственностью; Акционерное общество; ПТК
KZ: ТОО; TOO; ЖШС; ИП
KG: ОсОО; OsOO
UA: ПП; ПАТ; ЧП; Товариство з обмеженою відповідальністю; TOV; АТ; КП
BY: ОДО; ЧУП; ЧТУП; УП; СООО; ИООО
UZ: MChJ; МЧЖ; XK
GE: შპს; სს; LTD.
LT: UAB; IĮ; VšĮ; MB; ŽŪB
LV: SIA; IK; ZS; Z/S
EE: OÜ; AS; MTÜ; FIE; Osaühing
FI: Tmi; T:mi; Oy; Ab; Osuuskunta; Ky
SE: AB; Aktiebolaget; HB; KB; Firma; Handelsbolaget
HR: Obrt; Tvrtka
SI: Podjetje
RS: DOO; SZR; STR; ДОО; СЗР; AD
GR: Αφοι
VN: Công ty TNHH; Công ty Cổ phần; Công ty CP; CTCP; CTY TNHH; Cty CP; Công ty TNHH MTV; Công ty TNHH Một Thành Viên; Công ty trách nhiệm hữu hạn; DNTN; HTX; Doanh nghiệp tư nhân; Hợp tác xã; Cong ty TNHH; Cong ty Co phan; Công ty
TH: บริษัท; หจก.; หจก; ห้างหุ้นส่วนจำกัด
KR: 주식회사; (주); 주; 유한회사; 사단법인; 재단법인
JP: 株式会社; 有限会社; 合同会社; (株); (有); 株; 一般社団法人; 医療法人; 学校法人; 社会福祉法人; NPO法人; 医療法人社団
SA: شركة; مؤسسة; شركه; مؤسسه
IL: חברת
IT: Ditta; Soc. Coop.; Società Cooperativa; Coop.; S.S. Agricola; Az. Agr.; Impresa Individuale; Cooperativa Sociale; Onlus; A.S.D.; ASD
DE: Fa.; Fa; Firma; gGmbH; Stiftung GmbH; e.K.
ES: Hnos SL; Comunidad de Bienes; S.A.T.; SAT; UTE
BR: Cia.; Cia; Companhia ME
PT: Sociedade Unipessoal
"""
FIRST = ["PT", "OOO", "OAO", "ZAO", "PAO", "AO", "ООО", "ОАО", "ЗАО", "ПАО", "АО", "ТОВ", "ФОП", "ПрАТ", "ИП", "UAB", "AB", "SIA", "AS", "OÜ", "SARL", "SAS", "EURL", "SCI",
         "SNC", "SELARL", "A/S", "SC", "Firma", "Fa.", "CV", "UD", "شركة", "Oy", "AD", "EOOD", "OOD", "MB", "K.K."]
AFFIXES = ["株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "一般社団法人", "一般財団法人", "股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "주식회사", "유한회사", "유한책임회사"]
COUNTRIES = """
Deutschland; Germany; Österreich; Austria; Schweiz; Suisse; Svizzera; Switzerland; France; Frankreich; España; Spain; Spanien; Italia; Italy; Italien; Portugal;
Brasil; Brazil; Nederland; Netherlands; Niederlande; Belgium; België; Belgique; Belgien; Luxembourg; UK; U.K.; United Kingdom; Great Britain; England; Ireland; USA; U.S.A.;
US; U.S.; United States; America; Canada; Mexico; México; Polska; Poland; Polen; Czech Republic; Czechia; Česko; Slovakia; Hungary; Magyarország; Romania; România; Bulgaria; Greece;
Türkiye; Turkey; Türkei; Russia; Ukraine; Sweden; Sverige; Schweden; Norway; Norge; Denmark; Danmark; Dänemark; Finland; Suomi; India; China; Japan; Korea; Singapore; Malaysia;
Thailand; Indonesia; Vietnam; Philippines; Hong Kong; Taiwan; Australia; New Zealand; South Africa; Israel; UAE; Dubai; Saudi Arabia; Egypt; Nigeria; Kenya; Argentina; Chile; Colombia;
Peru; EMEA; APAC; DACH; LATAM; Europe; Europa; Nordic; Nordics; Benelux; International; Global; Worldwide; HQ; Headquarters; Zentrale; Head Office
"""
# Words that names are made of, too; and forms that are no company's.
NEVER = set("""
company trust bank fund association foundation cooperative coop club union society institute church group holding partnership branch office the and
of est ag und in an am do da de la le en es is it to no so me my we us be by or if on at as pa ma na ne ni no nu va ve vi bo ba bi se co sp ps pp ip io
ei ee ep ga gp jo js ka ko ks kb ky ll lo lu md me mi mk mo ms nk nr of oe op os ow ph pi pl pm po pr pt ra rc re ri ro rt ru sc sd sf sh sk si sm sn so sr ss st su
su sv sz ta te ti tk tm tn to tp ts uk un up ur usa vs war wsp za zo zp zs fi fa ii iii iv kom dao fc ic ec ao dc lc ct cu ed cb cp cs cl ck ft fe fo gf gk hb hs il kd kk
spa club stg ver fond bank fonds stiftung verein ong ngo dba self enterprise establishment entity state municipal public private individual sole trader agency
""".split())
SHORT = set("sa ag ab as oy nv bv kg se sl hf dd ug sc lp pc co ao ад оо ae cc ca kk pt".split())
KEYWORDS = re.compile(
    r"limited|liability|haftung|aktien|société|sociedad|società|sociedade|societate|spółka|společnost|spoločnosť|društvo|delniška|dioničko|akciové|akciová|"
    r"bendrovė|sabiedrība|osaühing|aktsiaselts|vennootschap|aksjeselskap|aktiebolag|osakeyhtiö|anparts|aktiesel|részvény|felelősségű|berhad|kaisha", re.I)


def plain(text):
    text = unicodedata.normalize("NFD", text.casefold().replace("ß", "ss").replace("ł", "l").replace("ø", "o").replace("ı", "i"))
    return re.sub(r"[^\w]+", "", "".join(c for c in text if not unicodedata.combining(c)))


def stands_at_the_end(term, key):
    """Whether an abbreviation that is not among ours is one that companies write behind their name."""
    if len(key) < 3 or len(key) > 12:
        return len(key) == 2 and key in SHORT
    if " " in term:
        return sum("." in word for word in term.split()) >= 2
    return "." in term or "/" in term or (term.isalpha() and not term.islower() and not term.istitle())


def national(lines):
    """Rows of “country: form | spelling; spelling”, or “country: spelling; spelling” of forms that have their own names."""
    for line in lines.strip().splitlines():
        country, rest = line.split(": ", 1)
        form, _, others = rest.partition(" | ")
        spellings = [t.strip() for t in (others or form).split(";")]
        yield country, form.strip() if others else spellings[0], spellings


def write_rows(terms, countries, ours, sure):
    """The rows at the end of a name, those of ours first: the first row to have a term keeps it."""
    taken = set()
    for form in sorted(terms, key=lambda f: (f not in ours, f not in ("AS", "A/S"), f.casefold(), f)):
        where = sorted(countries[form])
        one = COUNTRY_OF.get(form, where[0] if len(where) == 1 else "")
        written, doubtful = [], []
        for term in terms[form]:
            for spelling in (term, term.replace(".", " ").replace("/", " ")):
                spelling = re.sub(r"\s+", " ", spelling.replace("|", " ")).strip()
                words = " ".join(filter(None, (plain(word) for word in re.split(r"[\s/()&+:-]+|(?<=\w\w)\.", spelling))))
                if spelling and words not in taken:
                    taken.add(words)
                    weak = form not in sure and (len(words) <= 2 and words.isascii() or words in DOUBTFUL)
                    (doubtful if weak else written).append(spelling)
        for place, some in (("end" if form in ours else "weak", written), ("weak", doubtful)):
            if some:
                print("\t".join([place, form, one, " ".join(where), "; ".join(some)]))


def main(path):
    spelled = {plain(s): s.strip() for s in SPELLED.split(";")}
    terms = defaultdict(dict)  # form → the spellings, in order
    countries = defaultdict(set)
    place_of = {}

    written_out = {r"\bpublic (limited )?company|public.*limited by shares": "PLC", r"\blimited liability company": "LLC",
                   r"\blimited (liability )?partnership": "LP", r"private.*(company|limited)|company limited by": "Ltd", r"\bcorporation\b": "Corp.",
                   r"soci[eé]t[eé] anonyme": "S.A.", r"responsabilit[eé] limit[eé]e": "SARL", r"sociedad an[oó]nima": "S.A.",
                   r"responsabilidad limitada": "S.R.L."}

    def add(form, term, country=None):
        term = re.sub(r"\s+", " ", term.strip(" ,\t\n"))
        if term:
            terms[form][term] = True
        if country:
            countries[form].add(country)

    for form, others in MORE.items():
        for term in [form] + others:
            add(form, term)
            place_of[plain(term)] = form
    for form in spelled.values():
        add(form, form)
        place_of.setdefault(plain(form), form)
    sure = set(place_of.values())
    for country, form, spellings in national(NATIONAL):
        for term in spellings:
            add(form, term, country)
            place_of.setdefault(plain(term), form)
    ours = set(terms)
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            if len(row) < 13 or len(row[2]) != 2 or row[1].startswith("Country"):
                continue
            country, name, latin = row[2], row[5], row[8]
            short = [a.strip() for a in re.split(r"[;,]", row[9] + ";" + row[10]) if a.strip()]
            short = [a for a in short if len(a) <= 24 and len(a.split()) <= 5]
            form = None
            for a in short:
                key = plain(a)
                known = place_of.get(key)
                if known is None and (key in NEVER or not stands_at_the_end(a, key)):
                    continue
                form = form or known or a
                place_of.setdefault(key, known or a)
                add(known or a, a, country)
            for full in sorted({name, latin}):
                words = full.split()
                if form and 2 <= len(words) <= 8 and KEYWORDS.search(full) and plain(full) not in place_of:
                    place_of[plain(full)] = form
                    add(form, full.replace(";", " "))
                if plain(full) in place_of:
                    countries[place_of[plain(full)]].add(country)
                else:
                    for known in written_out:
                        if re.search(known, full, re.I):
                            countries[written_out[known]].add(country)
    print("# title: Legal forms of companies, how they are written, and where")
    print("# date: " + re.search(r"\d{4}-\d\d-\d\d", path).group())
    print("# licence: GLEIF Entity Legal Forms Code List, open data (CC0 1.0); spellings beside it made for Assay, GPL-3.0-or-later")
    print("# source: https://www.gleif.org/en/about-lei/code-lists/iso-20275-entity-legal-forms-code-list")
    print("# columns: place form country countries terms")
    print("# place: where it stands in the name; “weak” ones count in capitals or with dots alone; “affix” is joined to it, “country” rows are tails that are no part of a name")
    print("# country: the one that the form tells; countries: all that have it; terms: separated by “;”")
    write_rows(terms, countries, ours, sure)
    first = [(country, term) for country, _, spellings in national(FIRST_OF) for term in spellings]
    for form in FIRST:
        known = form if form in terms else place_of.get(plain(form), form)
        print("\t".join(["start", known, COUNTRY_OF.get(known, ""), " ".join(sorted(countries[known])), form]))
    for country, term in first:
        if plain(term) not in {plain(form) for form in FIRST}:
            known = term if term in terms else place_of.get(plain(term), term)
            print("\t".join(["start", known, country, country, term]))
    for form in AFFIXES:
        print("\t".join(["affix", form, COUNTRY_OF.get(form, ""), "", form]))
    print("\t".join(["country", "", "", "", "; ".join(c.strip() for c in COUNTRIES.split(";"))]))


if __name__ == "__main__":
    main(sys.argv[1])
