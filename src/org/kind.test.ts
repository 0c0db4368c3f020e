import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOf } from './kind.ts';
import { parseUnitCode } from './unit.ts';

const cases: Record<string, [code: string, name: string, kind: string][]> = {
  'rows that only hold counties together are statistical': [
    ['1101', '市辖区', 'statistical'],
    ['5002', '县', 'statistical'],
    ['4290', '省直辖县级行政区划', 'statistical'],
    ['6590', '自治区直辖县级行政区划', 'statistical'],
    ['4331', '湘西土家族苗族自治州', 'city'],
    ['4419', '东莞市', 'city'],
  ],
  'counties, districts, and the rows of cities without counties': [
    ['110118', '密云区', 'district'],
    ['433124', '花垣县', 'county'],
    ['429004', '仙桃市', 'county'],
    ['429021', '神农架林区', 'county'],
    ['520203', '六枝特区', 'county'],
    ['231202', '北林区', 'district'],
    ['120116', '滨海新区', 'district'],
    ['632857', '大柴旦行政委员会', 'county'],
    ['441900', '东莞市', 'statistical'],
    ['460400', '儋州市', 'statistical'],
    ['130171', '石家庄高新技术产业开发区', 'statistical'],
    ['430671', '岳阳市屈原管理区', 'statistical'],
  ],
  'streets, towns, and what is only like a township': [
    ['110101001', '东华门街道', 'street'],
    ['110105021', '南磨房地区', 'street'],
    ['433124100', '花垣镇', 'township'],
    ['150622200', '某苏木', 'township'],
    ['410105561', '博学路街道', 'street'],
    ['420882452', '长滩办事处', 'street'],
    ['320505407', '科技城（东渚街道）', 'street'],
    ['321084401', '城南经济新区（车逻镇）', 'township'],
    ['130426400', '涉城镇', 'township'],
    ['652801412', '迎宾街道片区', 'statistical'],
    ['230127400', '兴隆林业局办事处', 'statistical'],
    ['411503410', '信阳国际家居产业小镇', 'statistical'],
    ['370571400', '经济开发区直属乡镇', 'statistical'],
    ['230522500', '某农场', 'statistical'],
    ['469001198', '县直辖村级区划', 'statistical'],
  ],
  'villages by name first, then by code': [
    ['433124110226', '十八洞村', 'village'],
    ['110105021200', '楼梓庄村委会', 'village'],
    ['150622102201', '某嘎查', 'village'],
    ['110101001001', '多福巷社区居委会', 'community'],
    ['310107020026', '宜川三村第一居委会', 'community'],
    ['340122102019', '镇南社区村民委员会', 'village'],
    ['431122106238', '竹木町农村社区', 'village'],
    ['130209408224', '南新庄生产队', 'village'],
    ['130372001114', '外国语职业学院社区家委会', 'community'],
    ['110105020400', '机场工作区社区', 'community'],
    ['110112009498', '文景街道虚拟社区', 'statistical'],
    ['430611001209', '君山养殖场类似村', 'statistical'],
    ['350429100398', '普洞组生产队镇直辖村民小组', 'statistical'],
    ['152526103500', '浩勒图高勒苏莫居委会', 'community'],
    ['361127202501', '新建村民委员会', 'village'],
    ['150526105500', '巴彦查干林场生活区', 'statistical'],
    ['659002112504', '五连生活区', 'statistical'],
  ],
};

for (const [rule, rows] of Object.entries(cases)) {
  test(rule, () => {
    for (const [code, name, kind] of rows) assert.equal(kindOf(parseUnitCode(code), name), kind, `${code} ${name}`);
  });
}
